-- A scratch file: the digests of one collection, one a row, while they are compared with a connected system's rows.
CREATE TABLE digests (
    use INTEGER NOT NULL,
    digest BLOB NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (use, digest, entry)
) WITHOUT ROWID, STRICT;
