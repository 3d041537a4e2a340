-- The catalogue of a project.
-- Enumerations are the numbers of the program's enums. Times are ISO 8601 in UTC with seven decimals, so that they sort as text.
-- Lists of strings are JSON arrays, NULL when empty. Vectors are float32, little endian.

CREATE TABLE schema_version (
  version    INTEGER PRIMARY KEY,
  applied_at TEXT NOT NULL
);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Clips -----------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE clip (
  no           INTEGER PRIMARY KEY AUTOINCREMENT,
  clip_id      TEXT    NOT NULL UNIQUE,
  root         TEXT,
  path         TEXT,
  fingerprint  TEXT,
  title        TEXT,
  year         INTEGER,
  duration_min REAL,
  genres       TEXT,
  directors    TEXT,
  "cast"       TEXT,
  imdb_id      TEXT,
  rating       TEXT,
  present      INTEGER NOT NULL,
  added_at     TEXT    NOT NULL
);
CREATE INDEX clip_by_path ON clip (root, path) WHERE path IS NOT NULL;
CREATE INDEX clip_by_imdb ON clip (imdb_id) WHERE imdb_id IS NOT NULL;
CREATE INDEX clip_gone ON clip (no) WHERE present = 0;

CREATE TABLE file (
  root        TEXT    NOT NULL,
  path        TEXT    NOT NULL,
  kind        INTEGER NOT NULL, -- 0 media, 1 captions, 2 nfo
  size        INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  hash        TEXT    NOT NULL,
  clip_no     INTEGER NOT NULL REFERENCES clip (no),
  present     INTEGER NOT NULL,
  PRIMARY KEY (root, path)
) WITHOUT ROWID;
CREATE INDEX file_by_clip ON file (clip_no);

CREATE TABLE person (
  id   INTEGER PRIMARY KEY,
  key  TEXT NOT NULL UNIQUE, -- the normalised name
  name TEXT NOT NULL         -- as first written
);

CREATE TABLE credit (
  clip_no INTEGER NOT NULL REFERENCES clip (no),
  role    INTEGER NOT NULL, -- 0 director, 1 actor
  person  INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (clip_no, role, person)
) WITHOUT ROWID;

-- Rows that are replaced as a whole, source by source, hang on a load. Only rows of live loads are read, and one transaction makes a new
-- load live and the former one dead: a crash at any point leaves either all old rows or all new ones.
CREATE TABLE load (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  target TEXT    NOT NULL, -- the table of its rows
  source TEXT    NOT NULL,
  state  INTEGER NOT NULL  -- 0 filling, 1 live, 2 dead: its rows are being deleted
);
CREATE UNIQUE INDEX load_live ON load (target, source) WHERE state = 1;

CREATE TABLE viewer_link (
  load    INTEGER NOT NULL REFERENCES load (id),
  n       INTEGER NOT NULL,
  clip_no INTEGER NOT NULL REFERENCES clip (no),
  viewer  INTEGER NOT NULL, -- keyed hash
  rating  REAL,
  PRIMARY KEY (load, n)     -- rows are appended in any order of clips, so a key by clip would write a page for each
) WITHOUT ROWID;

CREATE TABLE known_level (
  load    INTEGER NOT NULL REFERENCES load (id),
  n       INTEGER NOT NULL,
  clip_no INTEGER NOT NULL REFERENCES clip (no),
  level   TEXT    NOT NULL,
  source  TEXT,             -- NULL when it is the load's
  PRIMARY KEY (load, n)
) WITHOUT ROWID;

-- Readings --------------------------------------------------------------------------------------------------------------------------------

-- Shared by key between clips, and kept when no clip points there any more: they are dear to make.
CREATE TABLE observation (
  key     TEXT NOT NULL UNIQUE,
  signal  TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE TABLE feature_set (
  id    INTEGER PRIMARY KEY,
  names TEXT NOT NULL UNIQUE -- in ordinal order
);

CREATE TABLE reading (
  clip_no         INTEGER NOT NULL REFERENCES clip (no),
  signal          TEXT    NOT NULL,
  status          INTEGER NOT NULL, -- 0 read, 1 missing, 2 failed
  reason          TEXT,
  observation_key TEXT,             -- may name an observation that could not be made
  reading_key     TEXT,
  feature_set     INTEGER REFERENCES feature_set (id),
  features        BLOB,             -- one float32 for each name of the set
  PRIMARY KEY (clip_no, signal)
) WITHOUT ROWID;

CREATE TABLE evidence (
  clip_no  INTEGER NOT NULL REFERENCES clip (no),
  signal   TEXT    NOT NULL,
  n        INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  score    REAL,
  text     TEXT    NOT NULL,
  start_ms INTEGER,
  end_ms   INTEGER,
  PRIMARY KEY (clip_no, signal, n)
) WITHOUT ROWID;

-- Kept beside the evidence, since counting ten million rows reads them all.
CREATE TABLE evidence_count (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  n   INTEGER NOT NULL
);
INSERT INTO evidence_count VALUES (1, 0);

-- Decisions -------------------------------------------------------------------------------------------------------------------------------

-- Policy, batch and the decision undone are no foreign keys: decisions may come from another project's export, and in any order.
CREATE TABLE decision (
  seq                   INTEGER PRIMARY KEY AUTOINCREMENT,
  id                    TEXT    NOT NULL UNIQUE,
  clip_no               INTEGER NOT NULL REFERENCES clip (no),
  reviewer              TEXT    NOT NULL,
  role                  TEXT    NOT NULL,
  kind                  INTEGER NOT NULL, -- 0 level, 1 unsure, 2 skip, 3 flag, 4 undo
  levels                TEXT    NOT NULL,
  undoes                TEXT,
  policy_hash           TEXT    NOT NULL,
  taxonomy              TEXT    NOT NULL,
  chosen_by             TEXT    NOT NULL,
  batch_id              INTEGER,
  inclusion_probability REAL,
  audit                 INTEGER NOT NULL,
  posterior             BLOB,
  seconds               REAL,
  evidence_opened       INTEGER,
  at                    TEXT    NOT NULL
);
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE (ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE (ABORT, 'decisions are append-only'); END;
-- INSERT OR REPLACE would delete without the trigger above.
CREATE TRIGGER decision_once BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE (IGNORE); END;

-- Policies --------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE policy (
  no         INTEGER PRIMARY KEY AUTOINCREMENT,
  hash       TEXT NOT NULL UNIQUE,
  parent     TEXT,
  author     TEXT NOT NULL,
  note       TEXT NOT NULL,
  text       TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE TRIGGER policy_no_update BEFORE UPDATE ON policy BEGIN SELECT RAISE (ABORT, 'policies are immutable'); END;
CREATE TRIGGER policy_no_delete BEFORE DELETE ON policy BEGIN SELECT RAISE (ABORT, 'policies are immutable'); END;
CREATE TRIGGER policy_once BEFORE INSERT ON policy WHEN EXISTS (SELECT 1 FROM policy WHERE hash = NEW.hash OR no = NEW.no)
BEGIN SELECT RAISE (IGNORE); END;

CREATE TABLE active_policy (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  hash TEXT NOT NULL REFERENCES policy (hash)
);

-- Fusion ----------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE fusion_run (
  id          INTEGER PRIMARY KEY,
  policy_hash TEXT    NOT NULL,
  decisions   INTEGER NOT NULL,
  fit         TEXT    NOT NULL,
  at          TEXT    NOT NULL,
  state       INTEGER NOT NULL -- 0 its results are being saved, 1 saved, 2 history: its policy is not that of the results
);

CREATE TABLE fused (
  clip_no       INTEGER PRIMARY KEY REFERENCES clip (no),
  level         INTEGER NOT NULL,
  posterior     BLOB,
  label_model   BLOB,
  votes         BLOB,
  conflict      REAL,
  conflict_pair TEXT    NOT NULL,
  expected_cost REAL
);

CREATE TABLE batch (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  strategy TEXT    NOT NULL,
  size     INTEGER NOT NULL,
  run_id   INTEGER NOT NULL, -- no foreign key: only the latest runs are kept
  at       TEXT    NOT NULL
);

CREATE TABLE pick (
  batch_id              INTEGER NOT NULL REFERENCES batch (id),
  rank                  INTEGER NOT NULL,
  clip_no               INTEGER NOT NULL REFERENCES clip (no),
  strategy              TEXT    NOT NULL,
  score                 REAL,
  reason                TEXT    NOT NULL,
  inclusion_probability REAL,
  audit                 INTEGER NOT NULL,
  PRIMARY KEY (batch_id, rank)
) WITHOUT ROWID;
CREATE INDEX pick_by_clip ON pick (clip_no, batch_id);
CREATE INDEX pick_audited ON pick (clip_no) WHERE audit = 1;

CREATE TABLE lease (
  name   TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until  TEXT NOT NULL
) WITHOUT ROWID;
