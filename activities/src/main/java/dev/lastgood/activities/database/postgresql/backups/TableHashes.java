package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.backups.Manifest.SequenceAt;
import dev.lastgood.activities.database.postgresql.backups.Manifest.TableSum;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Counts and hashes of all rows, over several connections, the largest tables first. */
public final class TableHashes {
    // What belongs to an extension comes back by CREATE EXTENSION, not from the dump.
    private static final String TABLES = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'r' AND c.relpersistence <> 't'"
            + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
            + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid"
            + " AND d.deptype = 'e') ORDER BY c.relpages DESC, c.oid";
    private static final String SEQUENCES = "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename),"
            + " last_value, increment_by > 0 FROM pg_sequences";
    // What a row's text depends on.
    private static final List<String> SETTINGS = List.of(
            "SET row_security = off",
            "SET TimeZone = 'UTC'",
            "SET DateStyle = 'ISO, YMD'",
            "SET lc_monetary = 'C'",
            "SET extra_float_digits = 1",
            "SET xmlbinary = 'base64'",
            "SET jit = off");

    private final Server server;
    private final String database;
    private final @Nullable String snapshot;

    /** @param snapshot as exported by another session; null: what is there now */
    public TableHashes(Server server, String database, @Nullable String snapshot) {
        this.server = server;
        this.database = database;
        this.snapshot = snapshot;
    }

    public static List<String> tables(Sql sql) throws SQLException {
        return sql.strings(TABLES);
    }

    public static List<SequenceAt> sequences(Sql sql) throws SQLException {
        return sql.list(
                SEQUENCES, row -> new SequenceAt(row.getString(1), row.getObject(2, Long.class), row.getBoolean(3)));
    }

    public static long largeObjects(Sql sql) throws SQLException {
        return sql.one("SELECT count(*) FROM pg_largeobject_metadata", row -> row.getLong(1));
    }

    /** By name. */
    public List<TableSum> of(List<String> tables, int connections) throws SQLException, InterruptedException {
        Queue<String> waiting = new ConcurrentLinkedQueue<>(tables);
        int used = Math.max(1, Math.min(connections, tables.size()));
        ExecutorService threads = Executors.newFixedThreadPool(used, task -> {
            Thread thread = new Thread(task, "table-hashes");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<List<TableSum>>> parts = new ArrayList<>();
            for (int i = 0; i < used; i++) {
                parts.add(threads.submit(() -> some(waiting)));
            }
            List<TableSum> sums = new ArrayList<>();
            for (Future<List<TableSum>> part : parts) {
                sums.addAll(part.get());
            }
            sums.sort(Comparator.comparing(TableSum::table));
            return sums;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<TableSum> some(Queue<String> waiting) throws SQLException {
        List<TableSum> sums = new ArrayList<>();
        try (Sql sql = server.connect(database)) {
            for (String setting : SETTINGS) {
                sql.execute(setting);
            }
            sql.readOneSnapshot();
            if (snapshot != null) {
                sql.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot));
            }
            for (String table = waiting.poll(); table != null; table = waiting.poll()) {
                sums.add(sum(sql, table));
            }
        }
        return sums;
    }

    private static TableSum sum(Sql sql, String table) throws SQLException {
        return sql.one(
                "SELECT count(*), coalesce(sum(hashtextextended((t.*)::text COLLATE \"C\", 0)::numeric), 0)::text"
                        + " FROM ONLY " + table + " AS t",
                row -> new TableSum(table, row.getLong(1), row.getString(2)));
    }
}
