-- Extraction over many machines. A broker hands jobs out; what has become of them is told here alone.
CREATE TABLE job_run (
  n          INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  holder     TEXT    NOT NULL,
  started_at TEXT    NOT NULL,
  at         TEXT    NOT NULL, -- of the last job that ended
  state      INTEGER NOT NULL, -- 0 running, 1 finished, 2 cancelled
  clips      INTEGER NOT NULL,
  total      INTEGER NOT NULL, -- jobs
  done       INTEGER NOT NULL,
  failed     INTEGER NOT NULL,
  ends       INTEGER NOT NULL, -- the place of the job that ended last; never falls
  facts      TEXT    NOT NULL  -- what a worker must equal, as JSON
);

CREATE TABLE job (
  run_id  TEXT    NOT NULL REFERENCES job_run (id),
  clip_no INTEGER NOT NULL REFERENCES clip (no),
  stage   TEXT    NOT NULL,
  state   INTEGER NOT NULL, -- 0 waits or is in work, 1 done, 2 given up
  tries   INTEGER NOT NULL, -- how often it was begun
  worker  TEXT,             -- who has it; kept at its end
  n       INTEGER,          -- its place in the order of ends
  reason  TEXT,
  result  TEXT,
  at      TEXT,             -- of its end
  PRIMARY KEY (run_id, clip_no, stage)
) WITHOUT ROWID;
CREATE INDEX job_ended ON job (run_id, n) WHERE n IS NOT NULL;
CREATE INDEX job_dead ON job (at) WHERE state = 2;

CREATE TABLE worker (
  id         TEXT    PRIMARY KEY,
  host       TEXT    NOT NULL,
  process    INTEGER NOT NULL,
  version    TEXT    NOT NULL,
  started_at TEXT    NOT NULL,
  seen_at    TEXT    NOT NULL,
  slots      INTEGER NOT NULL,
  running    INTEGER NOT NULL,
  done       INTEGER NOT NULL,
  failed     INTEGER NOT NULL,
  ended      INTEGER NOT NULL,
  note       TEXT
) WITHOUT ROWID;
