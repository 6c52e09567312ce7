-- Device monitoring: the computers we look after, and who works on them.
CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    assigned_to TEXT,
    company_id INTEGER,
    host_name TEXT,
    serial_number TEXT UNIQUE,
    operating_system TEXT,
    agent JSON,
    last_seen_at TIMESTAMP
);
CREATE INDEX device_assigned ON device (assigned_to);
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES device (id),
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    raised_at TIMESTAMP NOT NULL
);
CREATE INDEX alert_device ON alert (device_id);
CREATE TABLE reading (
    device_id INTEGER NOT NULL REFERENCES device (id),
    taken_at TIMESTAMP NOT NULL,
    processor_percent REAL,
    memory_percent REAL,
    disk_free_gib NUMERIC(8, 2),
    PRIMARY KEY (device_id, taken_at)
);
CREATE TABLE software (
    device_id INTEGER NOT NULL REFERENCES device (id),
    name TEXT NOT NULL,
    version TEXT,
    PRIMARY KEY (device_id, name)
);
