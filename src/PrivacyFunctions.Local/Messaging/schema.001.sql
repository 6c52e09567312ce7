-- Queues, subscriptions and their dead-letter queues. Times are UTC ticks; order is visible_at, then sequence.
CREATE TABLE messages (
    sequence INTEGER PRIMARY KEY,
    entity TEXT NOT NULL,
    message_id TEXT NOT NULL,
    body TEXT NOT NULL,
    enqueued_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL,
    expires_at INTEGER,
    delivery_count INTEGER NOT NULL DEFAULT 0,
    lock_token BLOB,
    locked_until INTEGER,
    dead_letter_reason TEXT,
    dead_letter_description TEXT
) STRICT;
CREATE INDEX messages_by_order ON messages (entity, visible_at, sequence);
CREATE INDEX messages_by_expiry ON messages (entity, expires_at) WHERE expires_at IS NOT NULL;

-- Message ids seen within the duplicate detection window of a queue or topic.
CREATE TABLE message_ids (
    entity TEXT NOT NULL,
    message_id TEXT NOT NULL,
    forget_at INTEGER NOT NULL,
    PRIMARY KEY (entity, message_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX message_ids_by_time ON message_ids (forget_at);

-- What was published to a topic, in order; positions are never used twice, so that a reader's cursor stays valid.
CREATE TABLE topic_log (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    message_id TEXT NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX topic_log_by_topic ON topic_log (topic, position);
CREATE INDEX topic_log_by_time ON topic_log (topic, published_at);
