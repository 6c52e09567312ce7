CREATE TABLE ticket (id INTEGER PRIMARY KEY, requester_id INTEGER NOT NULL, subject TEXT, contact TEXT, tags TEXT);
CREATE TABLE upload (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, file_name TEXT, content BLOB);
CREATE TABLE thread (id INTEGER PRIMARY KEY, participants TEXT);
CREATE TABLE visit (id INTEGER PRIMARY KEY, person_id INTEGER, ip_address TEXT, page TEXT);
INSERT INTO ticket VALUES
  (1, 1, 'ANNAS-OWN printer', '{"name": "ANNAS-OWN", "channels": {"phone": "ANNAS-OWN 1", "internal": "STAFF-ONLY"}, "secret_rating": "STAFF-ONLY"}', '["vip", "ANNAS-OWN"]'),
  (2, 2, 'BENS-OWN printer', '{"name": "BENS-OWN"}', '[]');
INSERT INTO upload VALUES
  (1, 1, '../../ANNAS-OWN.pdf', CAST('%PDF-1.7 ' || printf('%.*c', 400, 'x') || 'ANNAS-OWN' AS BLOB)), (2, 1, 'ANNAS-OWN notes', X'00010203414e4e41532d4f574eff'), (3, 2, 'BENS-OWN.pdf', CAST('%PDF-1.7 ' || printf('%.*c', 400, 'x') || 'BENS-OWN' AS BLOB));
INSERT INTO thread VALUES
  (1, '[{"email": "anna@harbour.example", "said": "ANNAS-OWN"}, {"email": "ben@harbour.example", "said": "BENS-OWN"}, {"email": "ANNA@HARBOUR.EXAMPLE", "said": "BENS-OWN namesake"}]'),
  (2, '[{"email": "ben@harbour.example", "said": "BENS-OWN"}]');
INSERT INTO visit VALUES (1, 1, '192.0.2.7', 'ANNAS-OWN page'), (2, NULL, '192.0.2.7', 'UNKNOWN-VISITOR page'), (3, 2, '192.0.2.8', 'BENS-OWN page');
