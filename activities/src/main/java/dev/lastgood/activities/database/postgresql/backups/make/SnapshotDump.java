package dev.lastgood.activities.database.postgresql.backups.make;

import dev.lastgood.activities.database.postgresql.backups.Manifest;
import dev.lastgood.activities.database.postgresql.backups.Manifest.FileSum;
import dev.lastgood.activities.database.postgresql.backups.Manifest.SequenceAt;
import dev.lastgood.activities.database.postgresql.backups.Manifest.TableSum;
import dev.lastgood.activities.database.postgresql.backups.TableHashes;
import dev.lastgood.activities.database.postgresql.backups.store.LocalFiles;
import dev.lastgood.activities.database.postgresql.backups.store.Progress;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One snapshot of a database: dumped, and counted and hashed at the same time. */
final class SnapshotDump implements AutoCloseable {
    private static final int CONNECTIONS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private final Server server;
    private final String database;
    private final Sql holder;
    private final String snapshot;
    private final Instant takenAt;
    private final ExecutorService beside = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "dump");
        thread.setDaemon(true);
        return thread;
    });

    private SnapshotDump(Server server, String database, Sql holder, String snapshot, Instant takenAt) {
        this.server = server;
        this.database = database;
        this.holder = holder;
        this.snapshot = snapshot;
        this.takenAt = takenAt;
    }

    /** Takes the snapshot; it is kept until this is closed. */
    static SnapshotDump take(Server server, String database) throws SQLException {
        Sql holder = server.connect(database);
        try {
            holder.readOneSnapshot();
            String snapshot = holder.one("SELECT pg_export_snapshot()", row -> row.getString(1));
            return new SnapshotDump(server, database, holder, snapshot, Instant.now());
        } catch (SQLException | RuntimeException e) {
            holder.close();
            throw e;
        }
    }

    Sql session() {
        return holder;
    }

    /** No earlier than the snapshot, in whole seconds: a name with it is never older than what is in the dump. */
    Instant takenAt() {
        return takenAt.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * @param only as pg_dump takes tables; empty: all
     * @return the manifest, but for the files
     */
    Manifest to(Path target, DumpFile.Format format, PostgresPrograms.Client client, List<String> only, String key)
            throws SQLException, IOException, InterruptedException {
        // Before the dump reads them: they may only grow until then.
        List<SequenceAt> sequences = only.isEmpty() ? TableHashes.sequences(holder) : List.of();
        List<String> tables = tables(only);
        long largeObjects = only.isEmpty() ? TableHashes.largeObjects(holder) : 0;
        String version = holder.one("SHOW server_version", row -> row.getString(1));
        Future<List<TableSum>> sums =
                beside.submit(() -> new TableHashes(server, database, snapshot).of(tables, CONNECTIONS));
        PgDump dump = new PgDump(server, client, database, snapshot, only, CONNECTIONS);
        Future<Void> dumped = beside.submit(() -> {
            dump.to(target, format);
            return null;
        });
        Progress progress = new Progress(server.attended(), "dumping " + database, 0, 0);
        await(dumped, target, progress);
        server.attended().at("counting and hashing what was dumped of " + database);
        List<TableSum> counted = await(sums, target, null);
        return new Manifest(1, key, database, version, takenAt, only, List.of(), counted, sequences, largeObjects);
    }

    /** @param name the dump's own, under which its one file stands */
    static List<FileSum> files(Path dump, String name) throws IOException {
        List<FileSum> files = new ArrayList<>();
        for (Path file : LocalFiles.of(dump)) {
            String called = Files.isDirectory(dump) ? file.getFileName().toString() : name;
            files.add(new FileSum(called, Files.size(file), DumpFile.Digests.of(file)));
        }
        return files;
    }

    @Override
    public void close() throws SQLException {
        beside.shutdownNow();
        holder.close();
    }

    private List<String> tables(List<String> only) throws SQLException {
        List<String> all = TableHashes.tables(holder);
        if (only.isEmpty()) {
            return all;
        }
        Set<String> named = new TreeSet<>(TablePatterns.matching(holder, only));
        return all.stream().filter(named::contains).toList();
    }

    private static <T> T await(Future<T> future, Path target, @org.jspecify.annotations.Nullable Progress progress)
            throws IOException, SQLException, InterruptedException {
        while (true) {
            try {
                return future.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress != null && Files.exists(target)) {
                    progress.at(LocalFiles.bytes(target));
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof IOException io) {
                    throw io;
                }
                if (cause instanceof SQLException sql) {
                    throw sql;
                }
                throw cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
            }
        }
    }
}
