-- One random share for each data key. Without its share a wrapped data key cannot be opened, whatever else was copied: deleting the row destroys the key.
CREATE TABLE shares (
    slot INTEGER PRIMARY KEY,
    share BLOB NOT NULL
) STRICT;
