package dev.lastgood.bench.restore;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Six related tables with indexes and foreign keys, wide JSON among them. */
final class Data {
    /** What clients ask all the time; it needs a row of two tables, so half a restore does not answer it. */
    static final String QUERY =
            "SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = 1 + (? % 1000)";

    private static final List<String> TABLES = List.of(
            "CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, since timestamptz NOT NULL)",
            "CREATE TABLE products (id bigint PRIMARY KEY, sku text NOT NULL UNIQUE, name text NOT NULL, price numeric(10,2) NOT NULL)",
            "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, placed_at timestamptz NOT NULL, state text NOT NULL, total numeric(12,2) NOT NULL)",
            "CREATE TABLE order_items (id bigint PRIMARY KEY, order_id bigint NOT NULL, product_id bigint NOT NULL, quantity int NOT NULL, price numeric(10,2) NOT NULL)",
            "CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint NOT NULL, reference text NOT NULL, amount numeric(12,2) NOT NULL, paid_at timestamptz)",
            "CREATE TABLE events (id bigint PRIMARY KEY, customer_id bigint NOT NULL, at timestamptz NOT NULL, detail jsonb NOT NULL)",
            "CREATE SEQUENCE order_id START 100000000");

    private static final List<String> ROWS = List.of(
            "INSERT INTO customers SELECT g, 'Customer ' || g, md5(g::text) || '@example.com', now() - g * interval '1 second' FROM generate_series(1, %1$d) g",
            "INSERT INTO products SELECT g, upper(substr(md5(g::text), 1, 10)) || g, 'Product ' || g, (g %% 9900) / 100.0 + 1 FROM generate_series(1, 10000) g",
            "INSERT INTO orders SELECT g, 1 + g %% %1$d, now() - g * interval '1 second', 'shipped', (g %% 50000) / 100.0 FROM generate_series(1, %1$d * 8) g",
            "INSERT INTO order_items SELECT g, 1 + g / 3, 1 + g %% 10000, 1 + g %% 4, (g %% 9900) / 100.0 FROM generate_series(1, %1$d * 24 - 3) g",
            "INSERT INTO payments SELECT g, g, md5(g::text || 'p'), (g %% 50000) / 100.0, now() - g * interval '1 second' FROM generate_series(1, %1$d * 8) g",
            "INSERT INTO events SELECT g, 1 + g %% %1$d, now() - g * interval '1 second', jsonb_build_object('page', '/p/' || g, 'agent', md5(g::text),"
                    + " 'tags', jsonb_build_array(md5((g %% 77)::text), g), 'trail', repeat(md5((g * 7)::text) || ' ', 8)) FROM generate_series(1, %1$d * 6) g");

    private static final List<String> KEYS = List.of(
            "CREATE INDEX ON orders (customer_id)",
            "CREATE INDEX ON orders (placed_at)",
            "CREATE INDEX ON order_items (order_id)",
            "CREATE INDEX ON order_items (product_id)",
            "CREATE INDEX ON payments (order_id)",
            "CREATE INDEX ON payments (reference)",
            "CREATE INDEX ON events (customer_id)",
            "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers",
            "ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders",
            "ALTER TABLE order_items ADD FOREIGN KEY (product_id) REFERENCES products",
            "ALTER TABLE payments ADD FOREIGN KEY (order_id) REFERENCES orders",
            "ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers",
            "ANALYZE");

    private static final int CUSTOMERS_A_GIGABYTE = 145_000;

    private Data() {}

    /** @return the size of what was made, in bytes */
    static long build(String url, double gigabytes) throws SQLException {
        long customers = Math.round(gigabytes * CUSTOMERS_A_GIGABYTE);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            for (String sql : ROWS) {
                statement.execute(String.format(sql, customers));
            }
            for (String sql : KEYS) {
                statement.execute(sql);
            }
            return size(statement);
        }
    }

    private static long size(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}
