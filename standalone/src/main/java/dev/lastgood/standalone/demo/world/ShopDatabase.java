package dev.lastgood.standalone.demo.world;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The shop's database: some 200,000 rows in six tables. */
public final class ShopDatabase {
    public static final String NAME = "shop";
    static final int CUSTOMERS = 15_000;
    static final int PRODUCTS = 500;
    static final int ORDERS = 42_500;

    private final UnaryOperator<String> jdbcUrl;

    /** @param jdbcUrl the address of the database with the given name, with a superuser's credentials */
    public ShopDatabase(UnaryOperator<String> jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    public String url() {
        return jdbcUrl.apply(NAME);
    }

    /** Makes the database anew, and drops every other one that an earlier demo left on this server. */
    public void create(Instant ordersUntil) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl.apply("postgres"));
                Statement statement = connection.createStatement()) {
            for (String left : databases(statement)) {
                statement.execute("DROP DATABASE " + statement.enquoteIdentifier(left, true) + " WITH (FORCE)");
            }
            statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(NAME, true));
        }
        run("schema.sql");
        run("rows.sql");
        placeOrders(ORDERS, ordersUntil, Duration.ofMinutes(3));
        run("keys.sql");
    }

    /** Places paid orders, one every so often, the last one at the given time. */
    public void placeOrders(int number, Instant until, Duration every) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement insert = connection.prepareStatement(Resources.text("orders.sql"))) {
            insert.setTimestamp(1, Timestamp.from(until));
            insert.setInt(2, number);
            insert.setString(3, every.toString());
            insert.setInt(4, number);
            insert.executeUpdate();
        }
    }

    /** How many orders lost their customer: the damage that the bad release does. */
    public long damagedOrders() throws SQLException {
        return count("SELECT count(*) FROM orders WHERE customer_id IS NULL");
    }

    public long orders() throws SQLException {
        return count("SELECT count(*) FROM orders");
    }

    /** All rows of all tables. */
    public long rows() throws SQLException {
        return count("SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM addresses)"
                + " + (SELECT count(*) FROM products) + (SELECT count(*) FROM orders)"
                + " + (SELECT count(*) FROM order_items) + (SELECT count(*) FROM payments)");
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(Resources.text(script));
        }
    }

    private static List<String> databases(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
