-- Ticketing: what people asked us, what they sent, what we did.
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    requester_id TEXT,
    company_id INTEGER,
    subject TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'waiting', 'solved')),
    priority INTEGER NOT NULL,
    contact JSON,
    tags JSON,
    opened_at TIMESTAMP NOT NULL,
    solved_at TIMESTAMP
);
CREATE INDEX ticket_requester ON ticket (requester_id);
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL
);
CREATE INDEX message_ticket ON message (ticket_id);
CREATE TABLE technician_note (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    technician TEXT NOT NULL,
    note TEXT NOT NULL,
    minutes_spent NUMERIC(6, 2),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX technician_note_ticket ON technician_note (ticket_id);
CREATE TABLE upload (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    uploaded_at TIMESTAMP NOT NULL
);
CREATE INDEX upload_ticket ON upload (ticket_id);
CREATE TABLE status_log (
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    step INTEGER NOT NULL,
    status TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (ticket_id, step)
);
