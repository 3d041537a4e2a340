-- What changed of the links between clips, so that a graph read before can follow. A clip stands here once, with its latest change; 0 means all of
-- them. Clips from before this table are read whole by whoever reads for the first time.
CREATE TABLE link_change (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  clip_no INTEGER NOT NULL UNIQUE
);
INSERT INTO link_change (clip_no) VALUES (0);

-- Versions of two stores are not to be mixed up.
CREATE TABLE link_store (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  TEXT NOT NULL
);
INSERT INTO link_store VALUES (1, lower(hex(randomblob(16))));
