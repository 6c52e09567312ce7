-- Every "wrapped" is sealed under the key-encryption key, which is not in this database. Times are UTC ticks.

-- Two data keys per request, each under a share of its own too, which lies beside the key-encryption key. A destroyed key keeps its row without
-- the key.
CREATE TABLE data_keys (
    request INTEGER NOT NULL REFERENCES requests (number),
    purpose TEXT NOT NULL,
    slot INTEGER NOT NULL,
    wrapped BLOB,
    created_at INTEGER NOT NULL,
    destroyed_at INTEGER,
    PRIMARY KEY (request, purpose)
) WITHOUT ROWID, STRICT;
CREATE INDEX data_keys_by_slot ON data_keys (slot);
CREATE INDEX data_keys_destroyed ON data_keys (slot) WHERE wrapped IS NULL;

-- At most one is current: its retired_at is null.
CREATE TABLE signing_keys (
    key_id TEXT NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    x BLOB NOT NULL,
    y BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) WITHOUT ROWID, STRICT;
CREATE UNIQUE INDEX signing_keys_current ON signing_keys ((1)) WHERE retired_at IS NULL;

-- Long-lived secrets of the server itself.
CREATE TABLE server_keys (
    name TEXT NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
