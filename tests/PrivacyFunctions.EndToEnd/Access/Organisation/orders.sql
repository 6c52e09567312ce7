CREATE TABLE purchase (id bigint PRIMARY KEY, customer_id int NOT NULL, total numeric(12,2) NOT NULL, note text, lines jsonb);
CREATE TABLE guest_order (id bigint PRIMARY KEY, phone text NOT NULL, note text);
INSERT INTO purchase VALUES
  (1, 1, 10.50, 'ANNAS-OWN order', '[{"sku": "A", "gift_to": "ANNAS-OWN"}]'), (2, 2, 20.00, 'BENS-OWN order', '[]'), (3, 3, 30.00, 'CLEOS-OWN order', '[]'),
  (4, 1, 0.00, 'ANNAS-OWN second order', NULL);
INSERT INTO guest_order VALUES (1, '+49 30 1111', 'ANNAS-OWN guest order'), (2, '+49 30 2222', 'BENS-OWN guest order'), (3, '+49 30 3333', 'CLEOS-OWN guest order');
