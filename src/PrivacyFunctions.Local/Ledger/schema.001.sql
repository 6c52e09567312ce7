-- The erasure ledger, a database of its own. No column holds a value of a person: digests are keyed hashes, names come from the data map.

-- Proves that the key file belongs to this database.
CREATE TABLE ledger_key (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    proof BLOB NOT NULL
) STRICT;

-- What entries of a collection look like, once for all of them, so that an entry is small. The shape is JSON: action, primary key, what rows were found by.
CREATE TABLE ledger_shapes (
    number INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL,
    collection TEXT NOT NULL,
    shape TEXT NOT NULL,
    UNIQUE (dataset, collection, shape)
) STRICT;

-- Rows of one collection that one round of a request was about to erase.
CREATE TABLE ledger_entries (
    number INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    shape INTEGER NOT NULL REFERENCES ledger_shapes (number),
    at INTEGER NOT NULL,
    UNIQUE (request_id, round, shape)
) STRICT;
CREATE INDEX ledger_entries_by_time ON ledger_entries (at);

-- Digests of an entry, many side by side: use 0 is of primary keys, use n of the n-th search. The same block is stored once.
CREATE TABLE ledger_blocks (
    number INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES ledger_entries (number),
    use INTEGER NOT NULL,
    checksum BLOB NOT NULL,
    digests BLOB NOT NULL,
    UNIQUE (entry, use, checksum)
) STRICT;
