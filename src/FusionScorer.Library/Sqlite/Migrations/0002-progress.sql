-- How sure the model was after so many decisions: the learning curve that `fusion progress` shows. Fusing again with as many replaces a point.
CREATE TABLE progress_point (
  policy_hash       TEXT    NOT NULL,
  decided           INTEGER NOT NULL,
  clips             INTEGER NOT NULL,
  expected_accuracy REAL    NOT NULL,
  at                TEXT    NOT NULL,
  PRIMARY KEY (policy_hash, decided)
) WITHOUT ROWID;

-- How many places of a batch were raffled for the audit: not those that a batch before it had raffled already.
ALTER TABLE batch ADD COLUMN raffled INTEGER;
