-- Website telemetry: pages, browsers, and what the abuse detection saw.
CREATE TABLE visitor (
    cookie_id TEXT PRIMARY KEY NOT NULL,
    browser TEXT,
    operating_system TEXT,
    approximate_location TEXT,
    analytics_consent BOOLEAN NOT NULL,
    first_seen_at TIMESTAMP NOT NULL
);
CREATE TABLE page_view (
    id INTEGER PRIMARY KEY,
    cookie_id TEXT NOT NULL REFERENCES visitor (cookie_id),
    page TEXT NOT NULL,
    referrer TEXT,
    ip_address TEXT,
    seconds REAL,
    viewed_at TIMESTAMP NOT NULL
);
CREATE INDEX page_view_visitor ON page_view (cookie_id);
CREATE TABLE security_event (
    id INTEGER PRIMARY KEY,
    cookie_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    score REAL NOT NULL,
    ip_address TEXT,
    seen_at TIMESTAMP NOT NULL
);
CREATE INDEX security_event_visitor ON security_event (cookie_id);
