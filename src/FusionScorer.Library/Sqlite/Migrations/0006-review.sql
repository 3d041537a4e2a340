-- Who holds which clip for review. A claim ends at its time unless it is renewed; a row that has ended may be taken over.
CREATE TABLE claim (
  clip_no INTEGER PRIMARY KEY REFERENCES clip (no),
  token   TEXT NOT NULL UNIQUE,
  holder  TEXT NOT NULL, -- the account
  client  TEXT NOT NULL, -- the browser tab, so that one account in two browsers does not hold a clip twice
  since   TEXT NOT NULL,
  until   TEXT NOT NULL
);
CREATE INDEX claim_by_holder ON claim (holder, client);

-- An answer that is being made, so that no reload or crash loses it.
CREATE TABLE draft (
  account TEXT    NOT NULL COLLATE NOCASE,
  clip_no INTEGER NOT NULL REFERENCES clip (no),
  content TEXT    NOT NULL, -- JSON of the review app
  at      TEXT    NOT NULL,
  PRIMARY KEY (account, clip_no)
) WITHOUT ROWID;

-- What a reviewer wrote beside an answer.
ALTER TABLE decision ADD COLUMN note TEXT;
