package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.catalog.settings.Size;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Loads a dump into a database: a plain one by our own hands, an archive by pg_restore. Owners and grants are kept, as an
 * application without its rights would be found out only after the swap; what can't be kept fails here, by name.
 */
public final class DumpLoader {
    /** Behind the application name of the sessions that load. */
    public static final String ROLE = "restore";

    // A newer pg_restore sets what an older server does not know.
    private static final int SETS_TRANSACTION_TIMEOUT = 17;

    private final Server server;
    private final Supplier<PostgresPrograms.Client> client;
    private final PlainLoader.Target target;
    private final PostgresSettings.Load settings;

    /** @param client asked for only when there is an archive to load */
    public DumpLoader(Server server, Supplier<PostgresPrograms.Client> client, int serverMajor, boolean superuser) {
        this.server = server;
        this.client = client;
        this.target = new PlainLoader.Target(serverMajor, superuser);
        this.settings = server.settings().load();
    }

    /**
     * @param prefix of every word on how far it is
     * @return what was left out, in words
     */
    public List<String> load(Backup backup, String database, DiskSpace space, String prefix)
            throws IOException, InterruptedException, BadDump {
        Path path = Path.of(backup.location());
        if (!Files.exists(path)) {
            throw Failures.permanent(FailureType.NOT_FOUND, "backup " + path + " is gone since it was chosen");
        }
        DumpFile file = new DumpFile(path);
        Progress progress = new Progress(server.attended(), prefix + "restoring " + path.getFileName(), file.bytes());
        LoadFailures failures = new LoadFailures(server, backup, target.major(), space);
        try (Loading loading = new Loading(database, progress)) {
            try {
                return switch (file.format()) {
                    case CUSTOM, DIRECTORY -> archive(loading, path, progress);
                    case TAR -> loading.read(path);
                    default ->
                        file.readCounted(progress::read, sql -> loading.load(Throttle.of(sql, settings.rateLimit())));
                };
            } catch (StatementFailed e) {
                throw failures.of(e, loading.loader.major());
            } catch (ArchiveLoader.Failed e) {
                throw failures.of(String.valueOf(e.getMessage()));
            }
        }
    }

    private List<String> archive(Loading loading, Path path, Progress progress)
            throws IOException, InterruptedException, BadDump, ArchiveLoader.Failed {
        PostgresPrograms.Client programs = client.get();
        boolean understood = programs.major() < SETS_TRANSACTION_TIMEOUT || target.major() >= SETS_TRANSACTION_TIMEOUT;
        if (!understood || settings.rateLimit() != null || !target.superuser()) {
            return loading.read(path);
        }
        progress.say("by pg_restore, " + settings.connections() + " tables at a time");
        return new ArchiveLoader(server, programs, path).restore(loading.database, settings.connections(), options());
    }

    private String options() {
        List<String> options = new ArrayList<>();
        if (target.superuser()) {
            // Autovacuum takes the locks that building indexes needs; each hit costs the time until a deadlock is
            // looked for.
            options.add("deadlock_timeout=50ms");
            options.add("lc_messages=C");
        }
        Size memory = settings.maintenanceWorkMem();
        if (memory != null) {
            options.add("maintenance_work_mem=" + Math.max(1024, memory.bytes() / 1024) + "kB");
        }
        StringBuilder text = new StringBuilder();
        options.forEach(option -> text.append(" -c ").append(option));
        return text.toString();
    }

    /** What one load has open. */
    private final class Loading implements AutoCloseable {
        private final String database;
        private final Connections connections;
        private final Crew crew = new Crew();
        private final PlainLoader loader;

        Loading(String database, Progress progress) {
            this.database = database;
            connections = new Connections(server, database, options());
            loader = new PlainLoader(
                    connections,
                    new CopyDealer(connections, crew, settings.connections()),
                    new IndexRuns(connections, crew, progress),
                    target);
        }

        /** @throws java.io.InterruptedIOException when it is to stop */
        List<String> load(java.io.InputStream sql) throws IOException, BadDump {
            try {
                return loader.load(sql);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("stopped while restoring");
            }
        }

        /** An archive, through pg_restore as a plain dump. */
        List<String> read(Path archive) throws IOException, InterruptedException, BadDump, ArchiveLoader.Failed {
            List<String> leftOut = new ArrayList<>();
            new ArchiveLoader(server, client.get(), archive)
                    .read(sql -> leftOut.addAll(load(Throttle.of(sql, settings.rateLimit()))));
            return leftOut;
        }

        @Override
        public void close() {
            crew.close();
            connections.close();
        }
    }
}
