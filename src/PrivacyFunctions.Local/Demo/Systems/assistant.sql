-- AI assistant: what visitors asked it and where it sent them.
CREATE TABLE conversation (
    id TEXT PRIMARY KEY NOT NULL,
    person_id TEXT,
    email TEXT,
    topic TEXT,
    model TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL
);
CREATE INDEX conversation_person ON conversation (person_id);
CREATE INDEX conversation_email ON conversation (email);
CREATE TABLE turn (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    number INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    routing JSON,
    said_at TIMESTAMP NOT NULL,
    PRIMARY KEY (conversation_id, number)
);
