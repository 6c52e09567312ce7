-- Requests without the person: the document is JSON without personal data. Times are UTC ticks. Everything else about a request hangs on its
-- number, which grows: ids are random, and every index over them dirties a page for each filing.
CREATE TABLE requests (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    progress INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL,
    "right" TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    step_at INTEGER,
    hand_over_at INTEGER,
    -- How many entries the timeline has, and how many of them the last commit added: each of these is in the audit log.
    timeline INTEGER NOT NULL,
    timeline_grew_by INTEGER NOT NULL,
    document BLOB NOT NULL
) STRICT;
CREATE INDEX requests_by_due ON requests (due_at, number, status, "right");
CREATE INDEX requests_by_status ON requests (status, due_at, number, "right");

-- When something happens to a request by itself; closed requests are not in it.
CREATE INDEX requests_by_step ON requests (step_at) WHERE step_at IS NOT NULL;

-- When an orchestration is told again what it has not taken; requests that only wait are not in it.
CREATE INDEX requests_by_hand_over ON requests (hand_over_at) WHERE hand_over_at IS NOT NULL;

-- Parts of requests that go a period after an instant. Only closed requests, and evidence, are in it.
CREATE TABLE request_retention (
    request INTEGER NOT NULL REFERENCES requests (number),
    kind INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (request, kind)
) WITHOUT ROWID, STRICT;
CREATE INDEX request_retention_by_time ON request_retention (kind, since, request);

-- Documents of a request; what concerns people is sealed.
CREATE TABLE request_documents (
    request INTEGER NOT NULL REFERENCES requests (number),
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (request, name)
) WITHOUT ROWID, STRICT;

-- One row per request and connected system.
CREATE TABLE system_progress (
    request_id TEXT NOT NULL,
    dataset TEXT NOT NULL,
    phase TEXT NOT NULL,
    state TEXT NOT NULL,
    records INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (request_id, dataset)
) WITHOUT ROWID, STRICT;

-- Notices that wait to become mail; muted ones only make every filing the same work. Messages to queues and topics need no outbox here: they
-- share the commit.
CREATE TABLE notices (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    request INTEGER NOT NULL REFERENCES requests (number),
    content BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    muted INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX notices_by_due ON notices (muted, due_at, sequence);
CREATE INDEX notices_by_request ON notices (request);

-- Answers to calls with an idempotency key: keyed hashes and a sealed answer, in order of time. The server keeps an index over the hashes in
-- memory, and reads it from the one here.
CREATE TABLE saved_answers (
    number INTEGER PRIMARY KEY,
    call_hash TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    answer BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_answers_in_order ON saved_answers (number, call_hash);

-- Budgets in use; a window begins with the first use. The server keeps an index over names and subjects in memory.
CREATE TABLE budgets (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    used INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;
