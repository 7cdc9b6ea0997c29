CREATE TABLE customers (
    id bigserial PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL UNIQUE,
    joined_at timestamptz NOT NULL
);
CREATE TABLE addresses (
    id bigserial PRIMARY KEY,
    customer_id bigint NOT NULL,
    street text NOT NULL,
    city text NOT NULL
);
CREATE TABLE products (
    id bigserial PRIMARY KEY,
    name text NOT NULL,
    price_cents bigint NOT NULL CHECK (price_cents > 0)
);
CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    customer_id bigint,
    total_cents bigint NOT NULL,
    status text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE order_items (
    id bigserial PRIMARY KEY,
    order_id bigint NOT NULL,
    product_id bigint NOT NULL,
    quantity int NOT NULL CHECK (quantity > 0),
    price_cents bigint NOT NULL
);
CREATE TABLE payments (
    id bigserial PRIMARY KEY,
    order_id bigint NOT NULL,
    amount_cents bigint NOT NULL,
    paid_at timestamptz NOT NULL DEFAULT now()
);
