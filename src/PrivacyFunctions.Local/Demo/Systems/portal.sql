-- Client portal: who our customers are.
CREATE TABLE company (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    domain TEXT NOT NULL UNIQUE,
    street TEXT, postal_code TEXT, city TEXT, country TEXT,
    phone TEXT,
    vat_number TEXT
);
CREATE TABLE person (
    id TEXT PRIMARY KEY NOT NULL,
    company_id INTEGER REFERENCES company (id),
    email TEXT NOT NULL UNIQUE,
    given_name TEXT,
    family_name TEXT,
    phone TEXT,
    phone_checked_at TIMESTAMP,
    job_title TEXT,
    address JSON,
    preferences JSON,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX person_company ON person (company_id);
CREATE TABLE credential (
    person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
    password_hash BLOB NOT NULL,
    second_factor_secret TEXT,
    changed_at TIMESTAMP NOT NULL
);
CREATE TABLE browser (
    cookie_id TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES person (id),
    label TEXT,
    trusted BOOLEAN NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, cookie_id)
);
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    ip_address TEXT,
    user_agent TEXT
);
CREATE INDEX session_person ON session (person_id);
CREATE TABLE consent (
    person_id TEXT NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    PRIMARY KEY (person_id, purpose)
);
