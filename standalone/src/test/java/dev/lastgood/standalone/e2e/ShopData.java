package dev.lastgood.standalone.e2e;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A shop's database of some hundred rows: a good backup, then the damage. */
final class ShopData {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final PostgresServer server;
    private final String name;
    private String good = "";
    private String damaged = "";

    /** @param port by which Lastgood reaches the server */
    record Place(PostgresServer server, int port) {}

    ShopData(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    void fill(boolean slowRestore, Path backups, boolean customDump)
            throws SQLException, IOException, InterruptedException {
        server.createDatabase(name);
        sql("CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)");
        sql("CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, amount int NOT NULL)");
        sql("INSERT INTO customers (name) SELECT 'c' || g FROM generate_series(1, 50) g");
        sql("INSERT INTO orders (customer, amount) SELECT 1 + g % 50, g FROM generate_series(1, 200) g");
        if (slowRestore) {
            sql("CREATE FUNCTION slow(x int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN PERFORM pg_catalog.pg_sleep(0.02); RETURN true; END'");
            sql("CREATE TABLE slow (id int CHECK (slow(id)))");
            sql("INSERT INTO slow SELECT generate_series(1, 150)");
        }
        good = content(name);
        dump(backups, customDump);
        sql("UPDATE orders SET amount = -1 WHERE id <= 100");
        placeOrders(7);
        damaged = content(name);
    }

    /** The content that was backed up. */
    String good() {
        return good;
    }

    /** What was live when the rollback began. */
    String damaged() {
        return damaged;
    }

    void placeOrders(int number) throws SQLException {
        sql("INSERT INTO orders (customer, amount) SELECT 1, g FROM generate_series(1, " + number + ") g");
    }

    List<String> databases() throws SQLException {
        return list(
                "postgres",
                "SELECT datname FROM pg_database WHERE datname = '" + name + "' OR datname LIKE '" + name
                        + "\\_%' ORDER BY datname");
    }

    /** All rows of all tables, as one text. */
    String content(String database) throws SQLException {
        return String.join(
                ",",
                list(
                        database,
                        "SELECT md5(string_agg(c::text, ';' ORDER BY id)) FROM customers c UNION ALL"
                                + " SELECT count(*) || ' ' || md5(string_agg(o::text, ';' ORDER BY id)) FROM orders o"));
    }

    long orders(String database) throws SQLException {
        return Long.parseLong(list(database, "SELECT count(*) FROM orders").get(0));
    }

    /** Sessions of Lastgood's on this shop's databases. */
    List<String> sessions() throws SQLException {
        return list(
                "postgres",
                "SELECT datname || ': ' || application_name || ': ' || query FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND (datname LIKE '" + name + "\\_%' OR datname = '"
                        + name + "')");
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(name));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private List<String> list(String database, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private void dump(Path backups, boolean custom) throws IOException, InterruptedException {
        Files.createDirectories(backups);
        Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
        String form = custom ? ".dump" : ".sql.gz";
        List<String> command = new ArrayList<>(List.of(
                PostgresForTests.programs()
                        .requireClientFor(server.major())
                        .program("pg_dump")
                        .toString(),
                "--file=" + backups.resolve("shop-" + TIME.format(hourAgo) + form),
                "--dbname=" + server.url(name),
                custom ? "--format=custom" : "--compress=1"));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("pg_dump failed");
        }
    }
}
