package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.DatabaseAdapter;
import dev.lastgood.activities.database.postgresql.backups.BackupChooser;
import dev.lastgood.activities.database.postgresql.backups.BackupLibrary;
import dev.lastgood.activities.database.postgresql.backups.DumpVerifier;
import dev.lastgood.activities.database.postgresql.backups.make.EmergencyDump;
import dev.lastgood.activities.database.postgresql.compare.Comparer;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.activities.database.postgresql.inspect.Subscriptions;
import dev.lastgood.activities.database.postgresql.load.DumpLoader;
import dev.lastgood.activities.database.postgresql.load.ShadowRestore;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.DiskFull;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import dev.lastgood.activities.database.postgresql.shadows.Adoption;
import dev.lastgood.activities.database.postgresql.shadows.StateChooser;
import dev.lastgood.activities.database.postgresql.swap.Way;
import dev.lastgood.activities.database.postgresql.swap.WayFactory;
import dev.lastgood.activities.database.postgresql.swap.Ways;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.activities.PlanActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 13 and newer, over its own protocol and client programs. */
public final class PostgresDatabase implements DatabaseAdapter {
    private static final Duration SWAP_LIMIT = Duration.ofSeconds(30);

    private final PostgresPrograms programs;
    private final Servers servers;
    private final List<OwnDatabase> own;
    private final Duration swapLimit;
    private final Secrets secrets;
    private final @Nullable Artifacts artifacts;

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
        this.servers = new Servers(secrets, before);
        this.own = List.copyOf(own);
        this.swapLimit = swapLimit;
        this.secrets = secrets;
        this.artifacts = artifacts;
    }

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Inspection inspect(Query query) {
        return asking(query.database(), query.rollback(), server -> {
            try (Sql sql = server.maintenance()) {
                String live = query.database().name();
                Inspection found =
                        new Inspector(server, sql, live, query.rollback().key()).inspect(own, programs);
                Ways.Chosen chosen = new Ways(server, sql, live).choose();
                return new Inspection(found.version(), found.bytes(), chosen.words(), found.findings(), chosen.way());
            }
        });
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        return asking(
                choose.database(),
                choose.rollback(),
                server -> new StateChooser(server, choose).choose(proven -> newestDump(server, choose, proven)));
    }

    @Override
    public PlanActivities.Ground ground(Query query) {
        String live = query.database().name();
        return on(query.database(), query.rollback(), writing -> {
            Server server = writing.readingOnly();
            try (Sql sql = server.maintenance()) {
                Inspection found = Inspector.reading(
                                server, sql, live, query.rollback().key())
                        .inspect(own, programs);
                String swap = new Ways(server, sql, live).choose().words();
                return new PlanActivities.Ground(
                        "PostgreSQL " + found.version() + ", " + Words.bytes(found.bytes()) + "; the swap: " + swap,
                        found.findings());
            } catch (ApplicationFailure refused) {
                if (Failures.type(refused) != FailureType.REFUSED) {
                    throw refused;
                }
                return new PlanActivities.Ground(
                        "not as it has to be",
                        List.of(new Finding(
                                Finding.Kind.IN_THE_WAY, refused.getOriginalMessage(), "a restore would be refused")));
            }
        });
    }

    @Override
    public Backup.Choice listed(Choose choose) {
        return on(choose.database(), choose.rollback(), writing -> {
            Server server = writing.readingOnly();
            return new StateChooser(server, choose).choose(proven -> newestDump(server, choose, unread -> true));
        });
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        String live = restore.database().name();
        return asking(restore.database(), restore.rollback(), server -> {
            String key = restore.rollback().key();
            DumpLoader loader;
            Ways.Chosen chosen;
            try (Sql sql = server.maintenance()) {
                refuseOwn(server, sql, live);
                int major = Inspector.major(sql);
                loader = new DumpLoader(
                        server, () -> Inspector.client(programs, major), major, Inspector.superuser(sql));
                chosen = new Ways(server, sql, live).choose();
            }
            Optional<Shadow> ready = new Adoption(server, key, live, chosen).adopt(restore);
            if (ready.isPresent()) {
                return ready.get();
            }
            try {
                Shadow shadow = new ShadowRestore(server, key, live, chosen.way(), chosen.words())
                        .restore(restore, loader, () -> fetched(server, restore.backup()));
                ways(server, key, live).of(shadow.way()).prepare(shadow);
                try (Sql sql = server.maintenance()) {
                    return shadow.with(Subscriptions.restored(sql, shadow.oid()));
                }
            } catch (BadDump e) {
                throw Failures.permanent(
                        FailureType.UNVERIFIED,
                        "backup " + restore.backup().name() + " changed since it was verified: it " + e.reason());
            }
        });
    }

    @Override
    public Comparison compare(Compare compare) {
        return asking(compare.database(), compare.rollback(), server -> {
            requireApart(server, compare.shadow());
            return new Comparer(server, artifacts).compare(compare);
        });
    }

    @Override
    public Swapped swap(Swap swap) {
        return asking(swap.database(), swap.rollback(), server -> {
            try (Sql sql = server.maintenance()) {
                refuseOwn(server, sql, swap.database().name());
            }
            return way(server, swap).in(swap.shadow());
        });
    }

    @Override
    public Swapped swapBack(Swap swap) {
        return on(swap.database(), swap.rollback(), server -> way(server, swap).back(swap.shadow()));
    }

    @Override
    public Dropped dropShadow(Query query) {
        String key = query.rollback().key();
        String live = query.database().name();
        return on(query.database(), query.rollback(), server -> {
            List<String> schemas = ways(server, key, live).schemas().dropUnused();
            Dropped dropped = new ShadowRestore(server, key, live, SwapWay.RENAME, "").drop();
            return schemas.isEmpty()
                    ? dropped
                    : new Dropped(dropped.detail() + ", and schemas " + String.join(", ", schemas) + " of " + live);
        });
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
                    .dump(live)
                    .backup();
        });
    }

    /** Of work for which a person is asked when it fails; an undo rather tries on. */
    private <T> T asking(Database database, RollbackRef rollback, Servers.Work<T> work) {
        return on(database, rollback, DiskFull.told(work));
    }

    <T> T on(Database database, RollbackRef rollback, Servers.Work<T> work) {
        return servers.on(database, rollback, work);
    }

    private Backup.Choice newestDump(Server server, Choose choose, Predicate<Backup> proven) throws Exception {
        PostgresSettings.Backups backups = server.settings().backups();
        DumpVerifier verifier = verifier(server, choose.database().name());
        try (BackupLibrary library = BackupLibrary.open(backups, secrets, server.attended())) {
            return new BackupChooser(backups, library, verifier, choose.before(), Instant.now(), proven).choose();
        }
    }

    /** Where the chosen backup can be read here. */
    private Path fetched(Server server, Backup backup) throws IOException, BadDump {
        if (!BackupLibrary.isRemote(backup)) {
            return Path.of(backup.location());
        }
        PostgresSettings.Backups backups = server.settings().backups();
        Optional<Path> staged = BackupLibrary.staged(backups, backup, server.attended());
        if (staged.isPresent()) {
            return staged.get();
        }
        try (BackupLibrary library = BackupLibrary.open(backups, secrets, server.attended())) {
            return library.fetch(backup);
        }
    }

    /** Else the restored data would be compared with itself, and nothing seem to be lost. */
    private static void requireApart(Server server, Shadow shadow) throws SQLException {
        if (shadow.way() != SwapWay.SCHEMAS && shadow.way() != SwapWay.IN_PLACE) {
            return;
        }
        try (Sql sql = server.maintenance()) {
            if (new Databases(sql).require(shadow.oid(), "restored database").in(Ledger.State.LIVE)) {
                throw Failures.permanent(
                        FailureType.REFUSED,
                        "the restored data is live already, and what was live stands in no database of its own, so the two"
                                + " are no longer compared: " + shadow.kept());
            }
        }
    }

    private Way way(Server server, Swap swap) {
        return ways(server, swap.rollback().key(), swap.database().name())
                .of(swap.shadow().way());
    }

    private WayFactory ways(Server server, String key, String live) {
        return new WayFactory(server, key, live, swapLimit, programs);
    }

    void refuseOwn(Server server, Sql sql, String live) throws SQLException {
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
        try (Sql sql = server.connect(live)) {
            Set<String> tables = Tables.names(sql);
            return new DumpVerifier(() -> client(server), server.attended(), live, tables);
        }
    }
}
