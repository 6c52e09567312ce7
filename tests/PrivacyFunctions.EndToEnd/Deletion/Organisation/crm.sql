CREATE TABLE company (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE person (id int PRIMARY KEY, company_id int NOT NULL REFERENCES company, email text NOT NULL UNIQUE, full_name text);
CREATE TABLE phone (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, number text NOT NULL);
CREATE TABLE note (person_id int NOT NULL REFERENCES person, content text);
INSERT INTO company VALUES (10, 'Harbour Logistics');
INSERT INTO person VALUES (1, 10, 'anna@harbour.example', 'Anna'), (2, 10, 'ben@harbour.example', 'Ben');
INSERT INTO phone VALUES (100, 1, '+49 30 1111'), (101, 2, '+49 30 2222'), (102, 1, '+49 30 1112');
INSERT INTO note VALUES (1, 'of Anna'), (2, 'of Ben'), (1, 'of Anna too');
