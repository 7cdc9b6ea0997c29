INSERT INTO customers (name, email, joined_at)
SELECT 'Customer ' || n, 'customer' || n || '@example.com', now() - (15000 - n) * interval '1 hour'
FROM generate_series(1, 15000) n;

INSERT INTO addresses (customer_id, street, city)
SELECT n, n || ' Main Street', (ARRAY['Lisbon', 'Oslo', 'Zürich', 'Kraków'])[1 + n % 4]
FROM generate_series(1, 15000) n;

INSERT INTO products (name, price_cents)
SELECT 'Product ' || n, 100 + (n * 37) % 9900
FROM generate_series(1, 500) n;
