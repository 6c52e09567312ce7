-- Remote support: sessions on the computers of client companies, run on their behalf.
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    user_email TEXT NOT NULL,
    company_id INTEGER,
    host_name TEXT,
    technician TEXT NOT NULL,
    acknowledged_at TIMESTAMP,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX session_user ON session (user_email);
CREATE TABLE session_event (
    session_id INTEGER NOT NULL REFERENCES session (id),
    number INTEGER NOT NULL,
    action TEXT NOT NULL,
    detail TEXT,
    happened_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, number)
);
CREATE TABLE diagnostic (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    file_name TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX diagnostic_session ON diagnostic (session_id);
