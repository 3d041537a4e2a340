-- Who may sign in to the review app. A decision names its reviewer by the account's name, so accounts are disabled, never deleted.
CREATE TABLE account (
  name          TEXT PRIMARY KEY COLLATE NOCASE,
  role          TEXT    NOT NULL, -- reviewer, lead, policy, admin
  password_hash TEXT,             -- NULL until the invitation is used
  stamp         TEXT    NOT NULL, -- changes with the password: sessions of before end
  disabled      INTEGER NOT NULL,
  created_at    TEXT    NOT NULL,
  last_seen_at  TEXT,
  settings      TEXT              -- JSON of the review app
) WITHOUT ROWID;

-- One-time links. An empty account stands for the first administrator.
CREATE TABLE invitation (
  token_hash TEXT PRIMARY KEY,
  account    TEXT NOT NULL COLLATE NOCASE,
  until      TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit_event (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL
);
CREATE INDEX audit_event_by_action ON audit_event (action, seq);
CREATE INDEX audit_event_by_who ON audit_event (who, seq);
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_event_once BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.seq)
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
