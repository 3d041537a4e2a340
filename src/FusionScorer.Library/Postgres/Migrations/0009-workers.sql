-- Extraction over many machines. A broker hands jobs out; what has become of them is told here alone.
CREATE TABLE job_run (
  n          BIGINT           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id         TEXT COLLATE "C" NOT NULL UNIQUE,
  holder     TEXT COLLATE "C" NOT NULL,
  started_at TEXT COLLATE "C" NOT NULL,
  at         TEXT COLLATE "C" NOT NULL, -- of the last job that ended
  state      BIGINT           NOT NULL, -- 0 running, 1 finished, 2 cancelled
  clips      BIGINT           NOT NULL,
  total      BIGINT           NOT NULL, -- jobs
  done       BIGINT           NOT NULL,
  failed     BIGINT           NOT NULL,
  ends       BIGINT           NOT NULL, -- the place of the job that ended last; never falls
  facts      TEXT COLLATE "C" NOT NULL  -- what a worker must equal, as JSON
);

CREATE TABLE job (
  run_id  TEXT COLLATE "C" NOT NULL REFERENCES job_run (id),
  clip_no BIGINT           NOT NULL REFERENCES clip (no),
  stage   TEXT COLLATE "C" NOT NULL,
  state   BIGINT           NOT NULL, -- 0 waits or is in work, 1 done, 2 given up
  tries   BIGINT           NOT NULL, -- how often it was begun
  worker  TEXT COLLATE "C", -- who has it; kept at its end
  n       BIGINT,          -- its place in the order of ends
  reason  TEXT COLLATE "C",
  result  TEXT COLLATE "C",
  at      TEXT COLLATE "C", -- of its end
  PRIMARY KEY (run_id, clip_no, stage)
);
CREATE INDEX job_ended ON job (run_id, n) WHERE n IS NOT NULL;
CREATE INDEX job_dead ON job (at) WHERE state = 2;

CREATE TABLE worker (
  id         TEXT COLLATE "C" PRIMARY KEY,
  host       TEXT COLLATE "C" NOT NULL,
  process    BIGINT           NOT NULL,
  version    TEXT COLLATE "C" NOT NULL,
  started_at TEXT COLLATE "C" NOT NULL,
  seen_at    TEXT COLLATE "C" NOT NULL,
  slots      BIGINT           NOT NULL,
  running    BIGINT           NOT NULL,
  done       BIGINT           NOT NULL,
  failed     BIGINT           NOT NULL,
  ended      BIGINT           NOT NULL,
  note       TEXT COLLATE "C"
);
