package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.DatabaseAdapter;
import dev.lastgood.activities.database.postgresql.backups.BackupChooser;
import dev.lastgood.activities.database.postgresql.backups.DumpVerifier;
import dev.lastgood.activities.database.postgresql.backups.EmergencyDump;
import dev.lastgood.activities.database.postgresql.compare.Comparer;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.activities.database.postgresql.load.DumpLoader;
import dev.lastgood.activities.database.postgresql.load.ShadowRestore;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import dev.lastgood.activities.database.postgresql.swap.Swapper;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 13 and newer, over its own protocol and client programs. */
public final class PostgresDatabase implements DatabaseAdapter {
    private static final Duration SWAP_LIMIT = Duration.ofSeconds(30);

    private final PostgresPrograms programs;
    private final Secrets secrets;
    private final List<OwnDatabase> own;
    private final Duration swapLimit;
    private final Consumer<String> before;
    private final @Nullable Artifacts artifacts;
    private final SettingsMapper mapper = new SettingsMapper();

    /** @param own the databases that Lastgood itself stands on, which are never restored */
    public PostgresDatabase(PostgresPrograms programs, Secrets secrets, List<OwnDatabase> own, Artifacts artifacts) {
        this(programs, secrets, own, SWAP_LIMIT, sql -> {}, artifacts);
    }

    /** Keeps no files: a comparison shows no examples of rows. */
    public PostgresDatabase(PostgresPrograms programs, Secrets secrets, List<OwnDatabase> own) {
        this(programs, secrets, own, SWAP_LIMIT, sql -> {}, null);
    }

    /** @param before sees each statement before it is sent; what it throws ends the activity there */
    PostgresDatabase(
            PostgresPrograms programs,
            Secrets secrets,
            List<OwnDatabase> own,
            Duration swapLimit,
            Consumer<String> before,
            @Nullable Artifacts artifacts) {
        this.programs = programs;
        this.secrets = secrets;
        this.own = List.copyOf(own);
        this.swapLimit = swapLimit;
        this.before = before;
        this.artifacts = artifacts;
    }

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Inspection inspect(Query query) {
        return on(query.database(), query.rollback(), server -> {
            try (Sql sql = server.maintenance()) {
                return new Inspector(server, sql, query.database().name()).inspect(own, programs);
            }
        });
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        return on(
                choose.database(),
                choose.rollback(),
                server -> new BackupChooser(
                                server.settings().backups(),
                                verifier(server, choose.database().name()),
                                choose.before(),
                                Instant.now())
                        .choose());
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        String live = restore.database().name();
        return on(restore.database(), restore.rollback(), server -> {
            DumpLoader loader;
            try (Sql sql = server.maintenance()) {
                refuseOwn(server, sql, live);
                int major = Inspector.major(sql);
                loader = new DumpLoader(server, Inspector.client(programs, major), major, Inspector.superuser(sql));
            }
            try {
                return new ShadowRestore(server, restore.rollback().key(), live).restore(restore, loader);
            } catch (BadDump e) {
                throw Failures.permanent(
                        FailureType.UNVERIFIED,
                        "backup " + restore.backup().name() + " changed since it was verified: it " + e.reason());
            }
        });
    }

    @Override
    public Comparison compare(Compare compare) {
        return on(compare.database(), compare.rollback(), server -> new Comparer(server, artifacts).compare(compare));
    }

    @Override
    public Swapped swap(Swap swap) {
        return on(swap.database(), swap.rollback(), server -> {
            try (Sql sql = server.maintenance()) {
                refuseOwn(server, sql, swap.database().name());
            }
            return swapper(server, swap).in(swap.shadow());
        });
    }

    @Override
    public Swapped swapBack(Swap swap) {
        return on(
                swap.database(),
                swap.rollback(),
                server -> swapper(server, swap).back(swap.shadow()));
    }

    @Override
    public Dropped dropShadow(Query query) {
        return on(
                query.database(),
                query.rollback(),
                server -> new ShadowRestore(
                                server, query.rollback().key(), query.database().name())
                        .drop());
    }

    @Override
    public Backup emergencyBackup(Query query) {
        String live = query.database().name();
        return on(query.database(), query.rollback(), server -> {
            PostgresSettings.Emergency emergency = server.settings().emergency();
            if (emergency == null) {
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        "database " + live + ": emergency.folder is not set in the catalog, so there is no place for an"
                                + " emergency backup");
            }
            DumpVerifier verifier = verifier(server, live);
            return new EmergencyDump(
                            server,
                            client(server),
                            verifier,
                            emergency,
                            query.rollback().key())
                    .dump(live);
        });
    }

    private interface Work<T> {
        T on(Server server) throws Exception;
    }

    private <T> T on(Database database, RollbackRef rollback, Work<T> work) {
        PostgresSettings settings = mapper.bind(database.settings(), PostgresSettings.class);
        String password = settings.password() == null ? "" : secrets.resolve(settings.password());
        Server.Address address = Server.Address.of(database.server());
        String application = "lastgood-" + rollback.key();
        return Attended.run(
                attended -> work.on(new Server(address, settings, password, application, attended, before)));
    }

    private Swapper swapper(Server server, Swap swap) {
        return new Swapper(server, swap.rollback().key(), swap.database().name(), swapLimit);
    }

    private void refuseOwn(Server server, Sql sql, String live) throws SQLException {
        for (OwnDatabase database : own) {
            database.refuse(server, sql, live);
        }
    }

    private PostgresPrograms.Client client(Server server) throws SQLException {
        try (Sql sql = server.maintenance()) {
            return Inspector.client(programs, Inspector.major(sql));
        }
    }

    private DumpVerifier verifier(Server server, String live) throws SQLException {
        PostgresPrograms.Client client = client(server);
        try (Sql sql = server.connect(live)) {
            Set<String> tables = Tables.names(sql);
            return new DumpVerifier(client, server.attended(), live, tables);
        }
    }
}
