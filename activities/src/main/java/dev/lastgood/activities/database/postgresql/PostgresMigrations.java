package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.postgresql.PostgresSettings.Migration;
import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.activities.database.postgresql.migrations.MigrationHistory;
import dev.lastgood.activities.database.postgresql.script.Rehearser;
import dev.lastgood.activities.database.postgresql.script.ScriptRun;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reverse scripts and migration tables on PostgreSQL. */
public final class PostgresMigrations implements MigrationActivities {
    private static final String TYPE = "postgresql";

    private final PostgresPrograms programs;
    private final List<OwnDatabase> own;
    private final Servers servers;

    /** @param own the databases that Lastgood itself stands on, on which no script is run */
    public PostgresMigrations(PostgresPrograms programs, Secrets secrets, List<OwnDatabase> own) {
        this(programs, secrets, own, sql -> {});
    }

    PostgresMigrations(PostgresPrograms programs, Secrets secrets, List<OwnDatabase> own, Consumer<String> before) {
        this.programs = programs;
        this.own = List.copyOf(own);
        this.servers = new Servers(secrets, before);
    }

    @Override
    public Rehearsal rehearse(Rehearse rehearse) {
        return on(rehearse.database(), rehearse.rollback(), server -> {
            refuseOwn(server, rehearse.database());
            return rehearser(server, rehearse.database(), rehearse.rollback()).rehearse(rehearse.script());
        });
    }

    @Override
    public Done dropRehearsal(Query query) {
        return on(
                query.database(),
                query.rollback(),
                server -> new Done(
                        rehearser(server, query.database(), query.rollback()).drop()));
    }

    @Override
    public Ran run(Run run) {
        return on(run.database(), run.rollback(), server -> {
            refuseOwn(server, run.database());
            return script(server, run.database(), run.rollback()).run(run.approved());
        });
    }

    @Override
    public Ran look(Query query) {
        return on(
                query.database(),
                query.rollback(),
                server -> script(server, query.database(), query.rollback()).look());
    }

    @Override
    public Done mark(Query query) {
        return on(query.database(), query.rollback(), server -> {
            Migration settings = settings(server, query.database());
            try (Sql sql = server.connect(query.database().name())) {
                sql.execute("BEGIN");
                sql.strings("SELECT set_config('lock_timeout', '5s', true)");
                List<String> marked = new MigrationHistory(sql, settings.tables()).markFailed();
                sql.execute("COMMIT");
                return new Done(
                        marked.isEmpty()
                                ? "no migration stands as failed: nothing to mark"
                                : "marked as rolled back: " + String.join(", ", marked));
            }
        });
    }

    @Override
    public Listed list(Query query) {
        return on(query.database(), query.rollback(), server -> {
            Migration settings = server.settings().migration();
            try (Sql sql = server.connect(query.database().name())) {
                return new Listed(new MigrationHistory(sql, settings == null ? null : settings.tables())
                        .tables(settings == null ? null : folder(settings)));
            }
        });
    }

    private static @Nullable Path folder(Migration settings) {
        if (settings.folder() == null) {
            return null;
        }
        Path folder = Path.of(settings.folder());
        if (!Files.isDirectory(folder)) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "migration.folder " + folder + " is no folder on this worker's machine");
        }
        return folder;
    }

    private Rehearser rehearser(Server server, Database database, RollbackRef rollback) {
        return new Rehearser(server, programs, settings(server, database), database.name(), rollback.key());
    }

    private static ScriptRun script(Server server, Database database, RollbackRef rollback) {
        return new ScriptRun(server, settings(server, database), database.name(), rollback.key());
    }

    private static Migration settings(Server server, Database database) {
        Migration settings = server.settings().migration();
        if (settings == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "database " + database.name() + ": the catalog sets no 'migration'");
        }
        return settings;
    }

    private void refuseOwn(Server server, Database database) throws SQLException {
        try (Sql sql = server.maintenance()) {
            for (OwnDatabase mine : own) {
                mine.refuse(server, sql, database.name());
            }
        }
    }

    private <T> T on(Database database, RollbackRef rollback, Servers.Work<T> work) {
        if (!database.type().equals(TYPE)) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "database " + database.name() + ": scripts and migrations are known for " + TYPE + ", not for '"
                            + database.type() + "'");
        }
        return servers.on(database, rollback, work);
    }
}
