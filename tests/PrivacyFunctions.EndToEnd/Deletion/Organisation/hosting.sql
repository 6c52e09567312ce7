CREATE TABLE mailbox (id INTEGER PRIMARY KEY, email TEXT NOT NULL, content TEXT);
INSERT INTO mailbox VALUES (1, 'anna@harbour.example', 'hosted'), (2, 'ben@harbour.example', 'hosted');
