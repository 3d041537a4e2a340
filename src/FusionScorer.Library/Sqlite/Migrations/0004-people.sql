-- Who is one person is told when links are read, from all mentions together, so a mention keeps what was written.
CREATE TABLE mention (
  id   INTEGER PRIMARY KEY,
  name TEXT    NOT NULL,           -- as written
  imdb INTEGER NOT NULL DEFAULT 0, -- number of the IMDb id, 0 when none is stated
  tmdb INTEGER NOT NULL DEFAULT 0, -- number of the TMDB id, 0 when none is stated
  UNIQUE (name, imdb, tmdb)
);
INSERT INTO mention (id, name) SELECT id, name FROM person ORDER BY id;

CREATE TABLE credit_of_mention (
  clip_no INTEGER NOT NULL REFERENCES clip (no),
  role    INTEGER NOT NULL, -- 0 director, 1 actor, 2 writer
  mention INTEGER NOT NULL REFERENCES mention (id),
  PRIMARY KEY (clip_no, role, mention)
) WITHOUT ROWID;
INSERT INTO credit_of_mention (clip_no, role, mention) SELECT clip_no, role, person FROM credit ORDER BY clip_no, role, person;
DROP TABLE credit;
DROP TABLE person;
ALTER TABLE credit_of_mention RENAME TO credit;

-- People with an id are written as [name, IMDb number, TMDB number] in lists.
ALTER TABLE clip ADD COLUMN writers TEXT;

-- Graphs that were read before number people otherwise.
INSERT OR REPLACE INTO link_change (clip_no) VALUES (0);
