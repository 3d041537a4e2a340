-- What a run learned of each function, as JSON: the table that people see. NULL in runs of before.
ALTER TABLE fusion_run ADD COLUMN functions TEXT;

-- The extraction run that reported last. Whether it still runs is told by the lease.
CREATE TABLE extraction (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  holder     TEXT    NOT NULL,
  started_at TEXT    NOT NULL,
  at         TEXT    NOT NULL, -- of the last report
  done       INTEGER NOT NULL,
  total      INTEGER NOT NULL,
  state      INTEGER NOT NULL  -- 0 running, or killed once its lease is over; 1 finished; 2 stopped
);

-- Counts are kept beside clips and readings, as those of evidence are: counting seven million readings takes seconds. Only present clips count.
CREATE TABLE clip_count (
  media INTEGER PRIMARY KEY, -- 1 for clips with a media file
  n     INTEGER NOT NULL
);
INSERT INTO clip_count VALUES
  (0, (SELECT count(*) FROM clip WHERE present = 1 AND path IS NULL)),
  (1, (SELECT count(*) FROM clip WHERE present = 1 AND path IS NOT NULL));

CREATE TABLE reading_count (
  signal TEXT    NOT NULL,
  status INTEGER NOT NULL,
  media  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (signal, status, media)
) WITHOUT ROWID;
INSERT INTO reading_count
  SELECT signal, status, clip.path IS NOT NULL, count(*) FROM reading JOIN clip ON clip.no = reading.clip_no WHERE clip.present = 1 GROUP BY 1, 2, 3;

CREATE TRIGGER clip_counted AFTER INSERT ON clip WHEN NEW.present = 1 BEGIN
  UPDATE clip_count SET n = n + 1 WHERE media = (NEW.path IS NOT NULL);
END;
CREATE TRIGGER clip_recounted AFTER UPDATE OF present, path ON clip
WHEN OLD.present <> NEW.present OR (OLD.path IS NULL) <> (NEW.path IS NULL) BEGIN
  UPDATE clip_count SET n = n - OLD.present WHERE media = (OLD.path IS NOT NULL);
  UPDATE clip_count SET n = n + NEW.present WHERE media = (NEW.path IS NOT NULL);
  UPDATE reading_count SET n = n - (
    SELECT count(*) FROM reading WHERE clip_no = OLD.no AND signal = reading_count.signal AND status = reading_count.status)
  WHERE OLD.present = 1 AND media = (OLD.path IS NOT NULL);
  INSERT INTO reading_count SELECT signal, status, NEW.path IS NOT NULL, 1 FROM reading WHERE clip_no = NEW.no AND NEW.present = 1
  ON CONFLICT (signal, status, media) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER reading_counted AFTER INSERT ON reading BEGIN
  INSERT INTO reading_count SELECT NEW.signal, NEW.status, path IS NOT NULL, 1 FROM clip WHERE no = NEW.clip_no AND present = 1
  ON CONFLICT (signal, status, media) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER reading_recounted AFTER UPDATE OF status ON reading WHEN OLD.status <> NEW.status BEGIN
  UPDATE reading_count SET n = n - 1 WHERE signal = OLD.signal AND status = OLD.status
    AND media = (SELECT path IS NOT NULL FROM clip WHERE no = OLD.clip_no AND present = 1);
  INSERT INTO reading_count SELECT NEW.signal, NEW.status, path IS NOT NULL, 1 FROM clip WHERE no = NEW.clip_no AND present = 1
  ON CONFLICT (signal, status, media) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER reading_uncounted AFTER DELETE ON reading BEGIN
  UPDATE reading_count SET n = n - 1 WHERE signal = OLD.signal AND status = OLD.status
    AND media = (SELECT path IS NOT NULL FROM clip WHERE no = OLD.clip_no AND present = 1);
END;

-- Failures are few, and shown by reason.
CREATE INDEX reading_failed ON reading (signal, reason, clip_no) WHERE status = 2;

-- Webhooks --------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE webhook (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  url        TEXT NOT NULL,
  secret     TEXT NOT NULL, -- protected by the keys of whoever runs the review app
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
);

-- Outbox and log in one. A trigger fills it in the decision's own transaction, whoever decides: a decision that is kept is sent.
CREATE TABLE webhook_delivery (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook    INTEGER NOT NULL REFERENCES webhook (id),
  decision   INTEGER NOT NULL REFERENCES decision (seq),
  state      INTEGER NOT NULL, -- 0 waiting, 1 delivered, 2 given up
  attempts   INTEGER NOT NULL,
  next_at    TEXT    NOT NULL, -- empty: at once
  last_at    TEXT,
  status     INTEGER,          -- of the last answer
  fault      TEXT              -- of the last try that failed
);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (next_at, id) WHERE state = 0;
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook, state, id);
CREATE TRIGGER decision_goes_out AFTER INSERT ON decision BEGIN
  INSERT INTO webhook_delivery (webhook, decision, state, attempts, next_at) SELECT id, NEW.seq, 0, 0, '' FROM webhook;
END;

-- Sign-in by OpenID Connect ---------------------------------------------------------------------------------------------------------------

-- Who an account belongs to, as the identity provider knows it: names can change there, and be somebody else's here.
CREATE TABLE account_subject (
  subject TEXT PRIMARY KEY, -- issuer and subject
  account TEXT NOT NULL UNIQUE COLLATE NOCASE
) WITHOUT ROWID;
