-- What is asked without showing what others said of it. What became of it follows from the decisions, so that taking one back needs no change here.
CREATE TABLE blind_task (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        INTEGER NOT NULL, -- 0 second review, 1 hidden clip of known level, 2 seen: whoever looked at the answers is no second reviewer
  clip_no     INTEGER NOT NULL REFERENCES clip (no),
  account     TEXT    NOT NULL COLLATE NOCASE, -- 0 whose answer was the first, 1 who is asked, 2 who looked
  decision_id TEXT,             -- the first answer
  level       TEXT,             -- the level that is known
  share       REAL,             -- with what probability it was drawn
  at          TEXT    NOT NULL
);
CREATE INDEX blind_task_by_clip ON blind_task (clip_no);
CREATE UNIQUE INDEX blind_task_once ON blind_task (kind, clip_no, account, coalesce(decision_id, ''));
CREATE TRIGGER blind_task_no_update BEFORE UPDATE ON blind_task BEGIN SELECT RAISE (ABORT, 'blind tasks are append-only'); END;
CREATE TRIGGER blind_task_no_delete BEFORE DELETE ON blind_task BEGIN SELECT RAISE (ABORT, 'blind tasks are append-only'); END;
-- INSERT OR REPLACE would delete without the trigger above.
CREATE TRIGGER blind_task_no_replace BEFORE INSERT ON blind_task WHEN EXISTS (
  SELECT 1 FROM blind_task t WHERE t.id = NEW.id
    OR (t.kind = NEW.kind AND t.clip_no = NEW.clip_no AND t.account = NEW.account AND coalesce(t.decision_id, '') = coalesce(NEW.decision_id, '')))
BEGIN SELECT RAISE (IGNORE); END;
