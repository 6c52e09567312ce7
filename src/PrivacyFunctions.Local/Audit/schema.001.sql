-- The audit log. Leaf n of its Merkle tree is the content of the row with that number; rows are only ever appended. The seal is a MAC by the
-- server over leaf and content: it shows who wrote the entries that no checkpoint covers yet.
CREATE TABLE audit_entries (
    leaf INTEGER PRIMARY KEY,
    request INTEGER,
    content BLOB NOT NULL,
    seal BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entries_by_request ON audit_entries (request, leaf) WHERE request IS NOT NULL;

-- Hashes of the tree, 256 to a tile, as C2SP tlog-tiles lays them out; what a signed checkpoint covers, and no more.
CREATE TABLE audit_tiles (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, number)
) STRICT;

-- The latest signed checkpoint.
CREATE TABLE audit_checkpoint (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    note TEXT NOT NULL
) STRICT;
