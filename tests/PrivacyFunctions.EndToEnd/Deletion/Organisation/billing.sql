CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, address TEXT);
CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), total TEXT NOT NULL);
INSERT INTO customer VALUES (7, 'anna@harbour.example', 'Quay 1'), (8, 'ben@harbour.example', 'Quay 2'), (9, 'anna@harbour.example', 'Quay 1, again');
INSERT INTO invoice VALUES (1, 7, '10.00'), (2, 8, '20.00');
