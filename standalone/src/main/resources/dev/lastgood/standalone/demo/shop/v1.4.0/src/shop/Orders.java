package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders in the database. */
final class Orders {
    private final String url;

    Orders(String url) {
        this.url = url;
    }

    void ping() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement select = connection.prepareStatement("SELECT 1 FROM orders LIMIT 1")) {
            select.executeQuery();
        }
    }

    /** The order as JSON, null if there is none. */
    String find(long id) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement select = connection.prepareStatement("SELECT o.total_cents, c.name FROM orders o"
                        + " LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id = ?")) {
            select.setLong(1, id);
            ResultSet row = select.executeQuery();
            return row.next() ? json(id, row.getString("name"), row.getLong("total_cents")) : null;
        }
    }

    /** Places an order for one product of one customer, pays it, and answers it as JSON. */
    String place(String body) throws SQLException {
        long product = number(body, "product");
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            long order = insert(connection, "INSERT INTO orders (customer_id, total_cents, status)"
                    + " SELECT ?, price_cents, 'paid' FROM products WHERE id = ? RETURNING id",
                    number(body, "customer"), product);
            insert(connection, "INSERT INTO order_items (order_id, product_id, quantity, price_cents)"
                    + " SELECT ?, id, 1, price_cents FROM products WHERE id = ? RETURNING id", order, product);
            insert(connection, "INSERT INTO payments (order_id, amount_cents)"
                    + " SELECT id, total_cents FROM orders WHERE id = ? RETURNING id", order);
            connection.commit();
            return find(order);
        }
    }

    private static long insert(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            ResultSet row = statement.executeQuery();
            if (!row.next()) {
                throw new SQLException("nothing was inserted");
            }
            return row.getLong(1);
        }
    }

    private static long number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String json(long id, String customer, long cents) {
        return "{\"id\":" + id + ",\"customer\":\"" + customer.strip() + "\",\"total_cents\":" + cents + "}";
    }
}
