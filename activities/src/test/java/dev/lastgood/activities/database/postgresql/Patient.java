package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.DatabaseActivitiesImpl;
import dev.lastgood.activities.database.ShadowActivitiesImpl;
import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.support.road.DirectRoad;
import dev.lastgood.activities.support.road.Road;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.DatabaseActivities.Choose;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.activities.DatabaseActivities.Swap;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.support.DataConverters;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** A shop's database on a real server, with a folder for its backups, and the activities as a worker runs them. */
final class Patient implements AutoCloseable {
    static final String BACKUP_TIME = "20261120-020000";
    static final Instant TAKEN_AT = Instant.parse("2026-11-20T02:00:00Z");

    final PostgresServer server;
    final String name;
    final String address;
    final Road road;
    final Path folder;
    final RollbackRef rollback = new RollbackRef(
            new ServiceRef("production", "shop"),
            String.format("%08x", ThreadLocalRandom.current().nextInt()));
    final Map<String, Object> settings = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();
    List<OwnDatabase> own = List.of();
    Duration swapLimit = Duration.ofSeconds(20);
    Consumer<String> before = sql -> {};
    Artifacts artifacts;
    TestActivityEnvironment temporal;
    private DatabaseActivities activities;
    private ShadowActivities shadows;

    Patient(Path folder) throws SQLException, IOException {
        this(folder, PostgresForTests.shared());
    }

    Patient(Path folder, PostgresServer server) throws SQLException, IOException {
        this(folder, server, "shop \"" + Long.toHexString(System.nanoTime()) + "\" d'or");
    }

    Patient(Path folder, PostgresServer server, String name) throws SQLException, IOException {
        this(folder, server, name, "127.0.0.1:" + server.port(), new DirectRoad("127.0.0.1", server.port()));
    }

    /**
     * @param address as the catalog has it
     * @param road the test's own way to the server
     */
    Patient(Path folder, PostgresServer server, String name, String address, Road road)
            throws SQLException, IOException {
        this.server = server;
        this.name = name;
        this.address = address;
        this.road = road;
        this.folder = Files.createDirectories(folder.resolve("backups"));
        settings.put("user", "postgres");
        settings.put("backups", new HashMap<>(Map.of("folder", folder(), "pattern", "pre-onboarding-{time}.sql.gz")));
        settings.put("emergency", new HashMap<>(Map.of("folder", folder())));
        run("postgres", "CREATE DATABASE " + Sql.quote(name));
        run(
                name,
                "CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE)",
                "CREATE TABLE orders (id serial PRIMARY KEY, customer bigint REFERENCES customers, item text, amount int)",
                "CREATE TABLE visits (at timestamptz, page text)",
                "CREATE TABLE \"Odd \"\"Table\" (\"a;b\" int, \"c'd\" text, PRIMARY KEY (\"a;b\", \"c'd\"))",
                "CREATE TABLE empty ()",
                "CREATE FUNCTION twice(x int) RETURNS int LANGUAGE plpgsql AS $f$\nBEGIN\n"
                        + "-- COPY t FROM stdin;\n-- CREATE DATABASE no;\n RETURN 2 * x; END $f$",
                "INSERT INTO customers (name) SELECT 'c' || g FROM generate_series(1, 200) g",
                "INSERT INTO orders (customer, item, amount) SELECT 1 + g % 200, E'it''s\\n\\\\. ' || g, g FROM generate_series(1, 3000) g",
                "INSERT INTO visits SELECT 'epoch', 'p' || g % 10 FROM generate_series(1, 500) g",
                "INSERT INTO \"Odd \"\"Table\" SELECT g, 'x' || g FROM generate_series(1, 50) g",
                "CREATE INDEX ON orders (item)");
        temporal = environment();
    }

    private static TestActivityEnvironment environment() {
        return TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(DataConverters.standard())
                        .build())
                .build());
    }

    /** As after a restart of the worker: a cancellation is of one attempt, and the environment remembers it. */
    void restart() {
        temporal.close();
        temporal = environment();
        activities = null;
    }

    String folder() {
        return folder.toString();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> backups() {
        return (Map<String, Object>) settings.get("backups");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> emergency() {
        return (Map<String, Object>) settings.get("emergency");
    }

    Database database() {
        return new Database("postgresql", address, name, settings);
    }

    /** One attempt, so that a test sees what each one leaves. */
    DatabaseActivities activities() {
        if (activities == null) {
            activities = register();
        }
        return activities;
    }

    ShadowActivities shadows() {
        activities();
        return shadows;
    }

    private DatabaseActivities register() {
        var postgres = new PostgresDatabase(
                PostgresForTests.programs(),
                new Secrets(environment),
                own,
                swapLimit,
                sql -> before.accept(sql),
                artifacts);
        shadows = stub(ShadowActivities.class, new ShadowActivitiesImpl(List.of(new PostgresShadows(postgres))));
        return stub(DatabaseActivities.class, new DatabaseActivitiesImpl(List.of(postgres)));
    }

    /** Other activities on this database, one attempt each. */
    <T> T stub(Class<T> port, Object... implementations) {
        temporal.registerActivitiesImplementations(implementations);
        return temporal.newActivityStub(
                port,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(2))
                        .setHeartbeatTimeout(Duration.ofSeconds(30))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .build());
    }

    Query query() {
        return new Query(rollback, database());
    }

    Backup.Choice choose(Instant before) {
        return activities().chooseBackup(new Choose(rollback, database(), before));
    }

    Shadow restore(Backup backup) {
        return activities().restoreShadow(new Restore(rollback, database(), backup));
    }

    Comparison compare(Shadow shadow, Backup backup) {
        return activities().compare(new Compare(rollback, database(), shadow, backup));
    }

    DatabaseActivities.Swapped swap(Shadow shadow) {
        return activities().swap(new Swap(rollback, database(), shadow));
    }

    DatabaseActivities.Swapped swapBack(Shadow shadow) {
        return activities().swapBack(new Swap(rollback, database(), shadow));
    }

    /** A backup of the present state under that time's name, made as the runbook's script makes it. */
    Backup dump(String time, String... options) throws IOException, InterruptedException {
        Path file = folder.resolve("pre-onboarding-" + time + ".sql.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(plain(options));
        }
        return new Backup(file.getFileName().toString(), file.toString(), TAKEN_AT, Files.size(file));
    }

    byte[] plain(String... options) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "dump", ".tmp");
        pgDump(file, options);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    void pgDump(Path file, String... options) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                PostgresForTests.programs()
                        .requireClientFor(server.major())
                        .program("pg_dump")
                        .toString(),
                "--file=" + file));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(road.libpq());
        builder.environment().putAll(Map.of("PGUSER", "postgres", "PGDATABASE", name));
        if (builder.start().waitFor() != 0) {
            throw new IOException("pg_dump failed");
        }
    }

    void write(String time, byte[] bytes) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("pre-onboarding-" + time + ".sql.gz")))) {
            out.write(bytes);
        }
    }

    /** What a bad release did: 7 new orders, 2 gone, 3 changed; one page visited again, one visit lost. */
    void damage() throws SQLException {
        run(
                name,
                "INSERT INTO orders (customer, item, amount) SELECT 1, 'new', g FROM generate_series(1, 7) g",
                "DELETE FROM orders WHERE id IN (10, 20)",
                "UPDATE orders SET amount = -1 WHERE id IN (30, 40, 50)",
                "INSERT INTO visits VALUES ('epoch', 'p3')",
                "DELETE FROM visits WHERE ctid = (SELECT ctid FROM visits WHERE page = 'p5' LIMIT 1)",
                "UPDATE \"Odd \"\"Table\" SET \"c'd\" = 'moved' WHERE \"a;b\" = 7");
    }

    void run(String database, String... statements) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String value(String database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private Connection connection(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", "");
        return road.connect(database, properties);
    }

    long orders() throws SQLException {
        return Long.parseLong(value(name, "SELECT count(*) FROM orders"));
    }

    long oid() throws SQLException {
        return Long.parseLong(value("postgres", "SELECT oid FROM pg_database WHERE datname = " + Sql.literal(name)));
    }

    /** All databases that belong to this rollback. */
    long databases() throws SQLException {
        return Long.parseLong(
                value("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '%" + rollback.key() + "%'"));
    }

    String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/"
                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    @Override
    public void close() throws SQLException {
        temporal.close();
        run("postgres", "DROP DATABASE IF EXISTS " + Sql.quote(name) + " WITH (FORCE)");
    }
}
