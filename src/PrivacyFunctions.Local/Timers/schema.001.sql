-- When each monitored timer ran and is due, so that a run missed while the process was down is made up for. Times are UTC ticks.
CREATE TABLE timers (
    function TEXT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL,
    last INTEGER,
    next INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
