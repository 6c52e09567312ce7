CREATE TABLE mailbox (id INTEGER PRIMARY KEY, email TEXT NOT NULL, content TEXT);
INSERT INTO mailbox VALUES (1, 'anna@harbour.example', 'ANNAS-HOSTED'), (2, 'anna@harbour.example', 'ANNAS-HOSTED'), (3, 'ben@harbour.example', 'BENS-OWN hosted');
