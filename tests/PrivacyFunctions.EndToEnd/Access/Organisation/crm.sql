CREATE TYPE mood AS ENUM ('fine', 'so so');
CREATE TABLE company (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE person (
  id int PRIMARY KEY, company_id int NOT NULL REFERENCES company, email text NOT NULL UNIQUE, full_name text,
  balance numeric, big bigint, ratio double precision, small real, born date, joined timestamptz, local_time timestamp, wakes time, stays interval,
  active boolean, tags text[], grid int[], ref uuid, doc jsonb, raw json, mood mood, photo bytea, biography text, formula text, markup text, nothing text, blank text);
CREATE TABLE phone (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, number text NOT NULL, label text);
CREATE TABLE credential (person_id int PRIMARY KEY REFERENCES person, password_hash text, changed_at timestamptz);
INSERT INTO company VALUES (10, 'Harbour Logistics'), (11, 'Others Ltd');
INSERT INTO person VALUES (
  1, 10, 'anna@harbour.example', 'Anna ANNAS-OWN', 12345678901234567890.12345678901234567890, 9223372036854775807, 'NaN', 0.1, '1984-02-29',
  '2024-03-31 01:30:00.123456+00', '2024-03-31 02:30:00.5', '23:59:59.999999', '1 year 2 mons 3 days 04:05:06.789', true, ARRAY['a"b', NULL, 'c,d', ''], '{{1,2},{3,NULL}}',
  '00112233-4455-6677-8899-aabbccddeeff', '{"n": 123456789012345678901234567890.5, "deep": {"list": [1, null, {"x": "ANNAS-OWN ä"}]}}', '{"b": 1.0,  "a": 1e400}', 'so so',
  '\x89504e470d0a1a0a0001', repeat('ANNAS-OWN life ', 20000), '=HYPERLINK("http://evil.example";"x")', E'<script>alert(1)</script> "quoted"\r\nsecond line, \u202e \u00fc \U0001F600', NULL, ''),
  (2, 10, 'ben@harbour.example', 'Ben BENS-OWN', 1, 1, 'Infinity', 1, '1990-01-01', 'infinity', NULL, NULL, NULL, false, '{}', '{}', NULL, '"BENS-OWN"', NULL, 'fine', NULL, 'BENS-OWN', NULL, NULL, NULL, NULL),
  (3, 11, 'cleo@others.example', 'Cleo CLEOS-OWN', 1, 1, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO phone VALUES (100, 1, '+49 30 1111', 'ANNAS-OWN desk'), (101, 2, '+49 30 2222', 'BENS-OWN desk'), (102, 3, '+49 30 3333', 'CLEOS-OWN desk');
INSERT INTO credential VALUES (1, 'ANNAS-SECRET-HASH', '2024-01-01'), (2, 'BENS-OWN-SECRET-HASH', '2024-01-01');
