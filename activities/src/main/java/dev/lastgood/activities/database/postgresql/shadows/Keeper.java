package dev.lastgood.activities.database.postgresql.shadows;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.server.Borrowed;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.workflows.activities.ShadowActivities.Keep;
import dev.lastgood.workflows.activities.ShadowActivities.Room;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays databases ready, within the catalog's bounds, and drops those whose time is over. Nothing that a rollback has. */
public final class Keeper {
    private final Server server;
    private final String live;

    public Keeper(Server server, String live) {
        this.server = server;
        this.live = live;
    }

    public List<ReadyShadow> list() throws SQLException {
        try (Shelf shelf = Shelf.of(server, live)) {
            List<ReadyShadow> shown = new ArrayList<>();
            for (Databases.Entry entry : shelf.all()) {
                if (entry.in(Ledger.State.READY) || entry.in(Ledger.State.RESTORED)) {
                    shown.add(shelf.shown(entry));
                }
            }
            shown.sort(java.util.Comparator.comparing(ReadyShadow::takenAt).reversed());
            return shown;
        }
    }

    /** Sized by the live database, as no dump says what it grows to. */
    public Room roomFor(ShadowSource kind) throws SQLException {
        long budget = budget(kind);
        try (Shelf shelf = Shelf.locked(server, live)) {
            if (kind == ShadowSource.RESTORE_POINT) {
                dropOld(shelf, points().keep().age());
            }
            long taken = 0;
            int there = 0;
            for (Databases.Entry entry : shelf.all()) {
                boolean counts = entry.in(Ledger.State.READY) || entry.in(Ledger.State.RESTORED);
                if (counts && Shelf.ready(entry).kind() == kind) {
                    taken += shelf.bytes(entry);
                    there++;
                }
            }
            long wanted = shelf.bytes(shelf.live());
            String detail = there + " there with " + words(taken) + ", the next needs some " + words(wanted)
                    + " (as live), disk-budget " + words(budget);
            if (taken + wanted > budget) {
                throw StateChooser.refused("no room within the catalog's disk-budget for one more "
                        + (kind == ShadowSource.WARM
                                ? "warm shadow (the one before it stays until the new one is whole)"
                                : "restore point")
                        + ": " + detail + ". Raise it, or drop what is not needed");
            }
            return new Room(detail);
        }
    }

    /** Turns the finished restore of that key into one that waits. */
    public ReadyShadow keep(Keep keep) throws SQLException {
        try (Shelf shelf = Shelf.locked(server, live)) {
            Databases.Entry restored = shelf.databases().all().stream()
                    .filter(it -> it.of(keep.rollback().key()) && it.isBeside(live))
                    .filter(it -> it.in(Ledger.State.RESTORED) || it.in(Ledger.State.READY))
                    .findFirst()
                    .orElseThrow(() -> Failures.permanent(
                            FailureType.NOT_FOUND, "there is no finished restore that could be kept ready"));
            if (restored.in(Ledger.State.RESTORED)) {
                long liveOid = restored.ledger().orElseThrow().liveOid();
                restored = layDown(shelf, restored, liveOid, ready(shelf, keep, restored));
            }
            dropReplaced(shelf, keep.kind(), restored);
            return shelf.shown(restored);
        }
    }

    private Ledger.Ready ready(Shelf shelf, Keep keep, Databases.Entry entry) throws SQLException {
        Backup backup = keep.backup();
        boolean warm = keep.kind() == ShadowSource.WARM;
        return new Ledger.Ready(
                keep.kind(),
                live,
                warm ? backup.name() : entry.name(),
                warm ? backup.bytes() : 0,
                backup.takenAt(),
                shelf.now(),
                keep.note(),
                keep.rollback().key(),
                null);
    }

    static Databases.Entry layDown(Shelf shelf, Databases.Entry entry, long liveOid, Ledger.Ready ready)
            throws SQLException {
        Ledger ledger = new Ledger(
                ready.maker(),
                Ledger.State.READY,
                liveOid,
                ready.name(),
                entry.name(),
                "",
                List.of(),
                null,
                ready.madeAt(),
                ready);
        Borrowed.park(shelf.sql(), entry.name());
        shelf.databases().comment(entry.name(), ledger.text());
        return shelf.databases().require(entry.oid(), "database that was made ready");
    }

    void dropReplaced(Shelf shelf, ShadowSource kind, Databases.Entry kept) throws SQLException {
        if (kind == ShadowSource.WARM) {
            for (Databases.Entry old : shelf.waitingForAny(kind).toList()) {
                if (old.oid() != kept.oid()) {
                    shelf.databases().drop(old.name());
                }
            }
            return;
        }
        PostgresSettings.KeptPoints keep = points().keep();
        dropOld(shelf, keep.age());
        for (Databases.Entry old :
                shelf.waitingForAny(kind).skip(Math.max(1, keep.count())).toList()) {
            shelf.databases().drop(old.name());
        }
    }

    private static void dropOld(Shelf shelf, Duration age) throws SQLException {
        Instant end = shelf.now().minus(age);
        for (Databases.Entry old :
                shelf.waitingForAny(ShadowSource.RESTORE_POINT).toList()) {
            if (Shelf.ready(old).takenAt().isBefore(end)) {
                shelf.databases().drop(old.name());
            }
        }
    }

    PostgresSettings.RestorePoints points() {
        return required(server.settings().restorePoint(), "restore-point");
    }

    private long budget(ShadowSource kind) {
        return kind == ShadowSource.WARM
                ? required(server.settings().warmShadow(), "warm-shadow")
                        .diskBudget()
                        .bytes()
                : points().diskBudget().bytes();
    }

    private <T> T required(@Nullable T settings, String key) {
        if (settings == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "database " + live + ": the catalog has no " + key + " for it");
        }
        return settings;
    }

    static String words(long bytes) {
        return bytes >= 1L << 30
                ? String.format(java.util.Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : String.format(java.util.Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
    }
}
