-- Billing: invoices and what they were paid with. Tax law keeps them.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    person_id TEXT,
    company_id INTEGER,
    name TEXT NOT NULL,
    billing_email TEXT,
    billing_address JSON,
    opened_on DATE NOT NULL
);
CREATE INDEX account_person ON account (person_id);
CREATE TABLE payment_method (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    last_digits TEXT,
    valid_until DATE
);
CREATE INDEX payment_method_account ON payment_method (account_id);
CREATE TABLE invoice (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    number TEXT NOT NULL UNIQUE,
    issued_on DATE NOT NULL,
    currency TEXT NOT NULL,
    net NUMERIC(12, 2) NOT NULL,
    tax NUMERIC(12, 2) NOT NULL,
    paid_on DATE
);
CREATE INDEX invoice_account ON invoice (account_id);
CREATE TABLE invoice_line (
    invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    PRIMARY KEY (invoice_id, position)
);
