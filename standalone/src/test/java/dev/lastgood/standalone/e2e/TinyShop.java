package dev.lastgood.standalone.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lastgood.catalog.Catalog;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service to be rolled back: a database of some hundred rows, a git repository with the tags 1.0.0 and 1.1.0, scripts that
 * build, stop and start it and note that they did, and one small HTTP server for its health, its kill switch and Slack.
 */
final class TinyShop implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    static final String DATABASE_PASSWORD = "dbpass-7f1c9";
    static final String KILL_SWITCH_TOKEN = "ks-token-51ad0";
    static final String SLACK_SECRET = "T0000-B0000-xoxb5e7";
    static final String APP_KEY = "appkey-93b7e";
    static final List<String> SECRETS = List.of(DATABASE_PASSWORD, KILL_SWITCH_TOKEN, SLACK_SECRET, APP_KEY);

    private final Site site;
    private final String name;
    private final Path folder;
    private final Git git;
    private final HttpServer server;
    private final List<String> switched = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private final Catalog catalog;
    private final Path catalogFile;
    final String good;
    final String damaged;

    /**
     * @param impact of the catalog
     * @param slowRestore makes the restore take some seconds
     */
    record Options(String impact, boolean slowRestore, boolean customDump) {
        static Options damage() {
            return new Options("data-damage", false, false);
        }

        static Options degraded() {
            return new Options("degraded", false, false);
        }

        Options slow() {
            return new Options(impact, true, true);
        }
    }

    TinyShop(Site site, String name, Options options) throws Exception {
        this.site = site;
        this.name = name;
        folder = Files.createDirectories(site.folder.resolve(name));
        site.postgres.createDatabase(name);
        sql("CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)");
        sql("CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, amount int NOT NULL)");
        sql("INSERT INTO customers (name) SELECT 'c' || g FROM generate_series(1, 50) g");
        sql("INSERT INTO orders (customer, amount) SELECT 1 + g % 50, g FROM generate_series(1, 200) g");
        if (options.slowRestore()) {
            sql("CREATE FUNCTION slow(x int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN PERFORM pg_catalog.pg_sleep(0.02); RETURN true; END'");
            sql("CREATE TABLE slow (id int CHECK (slow(id)))");
            sql("INSERT INTO slow SELECT generate_series(1, 150)");
        }
        good = content(name);
        dump(options.customDump());
        sql("UPDATE orders SET amount = -1 WHERE id <= 100");
        placeOrders(7);
        damaged = content(name);

        Files.writeString(
                folder.resolve("app.log"), "connecting to postgresql://app:" + DATABASE_PASSWORD + "@db/shop\n");
        script("build", "echo \"with key $APP_KEY\"; test ! -e '%1$s/fail-build' && cp VERSION '%1$s/built'");
        script("stop", "rm -f '%1$s/running'");
        script("start", "cp '%1$s/built' '%1$s/running'");
        git = Git.init().setDirectory(folder.resolve("checkout").toFile()).call();
        release("1.0.0");
        release("1.1.0");
        Files.writeString(folder.resolve("built"), "1.1.0\n");
        Files.writeString(folder.resolve("running"), "1.1.0\n");

        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
        catalogFile = folder.resolve("lastgood.yml");
        Files.writeString(catalogFile, yaml(options));
        catalog = Catalog.load(catalogFile);
    }

    String name() {
        return name;
    }

    ServiceRef ref() {
        return new ServiceRef("production", name);
    }

    Catalog catalog() {
        return catalog;
    }

    Path catalogFile() {
        return catalogFile;
    }

    // What was done to it

    boolean killSwitchOn() {
        return closed;
    }

    /** How the kill switch was set, repeats taken out. */
    List<String> switched() {
        return withoutRepeats(switched);
    }

    /** What the scripts did, repeats taken out. */
    List<String> calls() throws IOException {
        return withoutRepeats(allCalls());
    }

    List<String> allCalls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    List<String> messages() {
        return messages;
    }

    /** The version that runs; empty when it is stopped. */
    String running() throws IOException {
        Path running = folder.resolve("running");
        return Files.exists(running) ? Files.readString(running).strip() : "";
    }

    /** The version that is built. */
    String built() throws IOException {
        return Files.readString(folder.resolve("built")).strip();
    }

    List<String> emergencyFiles() throws IOException {
        if (!Files.exists(folder.resolve("emergency"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("emergency"))) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }

    // What a test does to it

    void placeOrders(int number) throws SQLException {
        sql("INSERT INTO orders (customer, amount) SELECT 1, g FROM generate_series(1, " + number + ") g");
    }

    void failBuild(boolean fails) throws IOException {
        if (fails) {
            Files.createFile(folder.resolve("fail-build"));
        } else {
            Files.delete(folder.resolve("fail-build"));
        }
    }

    /** The next build takes a minute. */
    void slowBuild() throws IOException {
        script("build", "mkdir '%1$s/slept' 2> /dev/null && sleep 60; cp VERSION '%1$s/built'");
    }

    /** Its scripts that run, and what they run. */
    List<String> programs() {
        return ProcessHandle.allProcesses()
                .map(it -> String.join(" ", it.info().arguments().orElse(new String[0])))
                .filter(it -> it.contains(folder + "/build.sh"))
                .toList();
    }

    // Its databases

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
        try (Connection connection = DriverManager.getConnection(site.postgres.jdbcUrl(name));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private List<String> list(String database, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(site.postgres.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private static List<String> withoutRepeats(List<String> all) {
        List<String> once = new ArrayList<>();
        for (String each : all) {
            if (once.isEmpty() || !once.get(once.size() - 1).equals(each)) {
                once.add(each);
            }
        }
        return once;
    }

    // How it is made

    private void dump(boolean custom) throws IOException, InterruptedException {
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
        String form = custom ? ".dump" : ".sql.gz";
        List<String> command = new ArrayList<>(List.of(
                PostgresForTests.programs()
                        .requireClientFor(site.postgres.major())
                        .program("pg_dump")
                        .toString(),
                "--file=" + backups.resolve("shop-" + TIME.format(hourAgo) + form),
                "--dbname=" + site.postgres.url(name),
                custom ? "--format=custom" : "--compress=1"));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("pg_dump failed");
        }
    }

    private void script(String does, String what) throws IOException {
        Files.writeString(
                folder.resolve(does + ".sh"),
                "echo " + does + " >> '" + folder + "/calls'\n" + what.formatted(folder) + "\n");
    }

    private void release(String version) throws Exception {
        Files.writeString(folder.resolve("checkout/VERSION"), version + "\n");
        git.add().addFilepattern("VERSION").call();
        var commit = git.commit()
                .setMessage(version)
                .setAuthor("Ann", "ann@shop.example")
                .setCommitter("Ann", "ann@shop.example")
                .setSign(false)
                .call();
        git.tag().setName(version).setObjectId(commit).setAnnotated(false).call();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String secret(String file, String value) throws IOException {
        return JSON.writeValueAsString("file:" + Files.writeString(folder.resolve(file), value));
    }

    private String yaml(Options options) throws IOException {
        return Files.readString(Path.of("src/test/resources/e2e/lastgood.yml"))
                .replace("${name}", name)
                .replace("${impact}", options.impact())
                .replace("${url}", url())
                .replace("${folder}", folder.toString())
                .replace("${postgres}", "127.0.0.1:" + site.postgres.port())
                .replace("${slack}", secret("slack", url() + "/slack/" + SLACK_SECRET))
                .replace("${token}", secret("token", KILL_SWITCH_TOKEN))
                .replace("${password}", secret("password", DATABASE_PASSWORD))
                .replace("${key}", secret("key", APP_KEY));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/kill-switch")) {
                killSwitch(exchange, body);
            } else if (path.startsWith("/slack/")) {
                messages.add(body);
                answer(exchange, 200, "ok");
            } else if (path.equals("/") && closed) {
                answer(exchange, 503, "closed");
            } else {
                String version = running();
                answer(exchange, version.isEmpty() ? 503 : 200, JSON.writeValueAsString(Map.of("version", version)));
            }
        }
    }

    private void killSwitch(HttpExchange exchange, String body) throws IOException {
        if (!("Bearer " + KILL_SWITCH_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            closed = JSON.readTree(body).get("active").asBoolean();
            switched.add(closed ? "on" : "off");
        }
        answer(exchange, 200, "{\"active\":" + closed + "}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        git.close();
    }
}
