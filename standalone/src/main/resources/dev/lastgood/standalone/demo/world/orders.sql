WITH placed AS (
    INSERT INTO orders (customer_id, total_cents, status, created_at)
    SELECT 1 + (n * 7919) % 15000, 200 + (n * 53) % 20000, 'paid', ?::timestamptz - (? - n) * ?::interval
    FROM generate_series(1, ?) n
    RETURNING id, total_cents, created_at
), paid AS (
    INSERT INTO payments (order_id, amount_cents, paid_at)
    SELECT id, total_cents, created_at FROM placed
)
INSERT INTO order_items (order_id, product_id, quantity, price_cents)
SELECT id, 1 + (id + item) % 500, 1, total_cents / 2
FROM placed, generate_series(1, 2) item;
