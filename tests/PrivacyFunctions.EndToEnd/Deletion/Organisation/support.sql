CREATE TABLE ticket (id INTEGER PRIMARY KEY, person_id INTEGER, subject TEXT, opened_at TEXT);
CREATE TABLE thread (id INTEGER PRIMARY KEY, participants TEXT);
INSERT INTO ticket VALUES (1, 1, 'Anna''s printer', '2026-01-01'), (2, 2, 'Ben''s printer', '2026-01-02');
INSERT INTO thread VALUES
  (1, '[{"email":"anna@harbour.example","said":"by Anna"},{"email":"ben@harbour.example","said":"by Ben"}]'),
  (2, '[{"email":"ben@harbour.example","said":"by Ben alone"}]');
