package dev.lastgood.activities.database.postgresql.shadows;

import dev.lastgood.activities.database.postgresql.backups.BackupLibrary;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.catalog.settings.WarmShadowSettings;
import dev.lastgood.workflows.activities.DatabaseActivities.Choose;
import dev.lastgood.workflows.activities.ShadowActivities.Displaced;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The newest good state from before the damage, whether it lies in a dump or stands on the server already. */
public final class StateChooser {
    private final Server server;
    private final Choose choose;
    private final String live;

    public StateChooser(Server server, Choose choose) {
        this.server = server;
        this.choose = choose;
        this.live = choose.database().name();
    }

    /** What that rollback displaced. Fails with why it can't be put back. */
    public static Displaced displaced(Server server, String live, String of) throws SQLException {
        try (Shelf shelf = Shelf.of(server, live)) {
            Databases.Entry found = new DisplacedFinder(shelf, live, of).find();
            return new Displaced(found.name(), found.ledger().map(Ledger::at).orElse(null));
        }
    }

    /** Chooses among the dumps; those that are proven need not be read. */
    public interface Dumps {
        Backup.Choice choose(Predicate<Backup> proven) throws Exception;
    }

    public Backup.Choice choose(Dumps dumps) throws Exception {
        String undoOf = choose.undoOf();
        if (undoOf != null) {
            return displaced(undoOf);
        }
        Databases.Entry warm;
        Databases.Entry point;
        try (Shelf shelf = Shelf.of(server, live)) {
            Optional<Databases.Entry> taken = shelf.takenBy(choose.rollback().key());
            if (taken.isPresent() && !choose.dumpsOnly()) {
                return ready(taken.get(), "");
            }
            warm = newest(shelf, ShadowSource.WARM);
            point = choose.dumpsOnly() ? null : newest(shelf, ShadowSource.RESTORE_POINT);
        }
        Instant newestDump = newestDump();
        if (point != null && isNoOlder(point, newestDump)) {
            return ready(point, "");
        }
        if (warm != null && prefersWarm() && !choose.dumpsOnly() && isNoOlder(warm, taken(point))) {
            return ready(warm, behind(warm, newestDump));
        }
        return among(dumps, warm, point);
    }

    private Backup.Choice displaced(String of) throws SQLException {
        try (Shelf shelf = Shelf.of(server, live)) {
            Optional<Databases.Entry> taken = shelf.takenBy(choose.rollback().key());
            if (taken.isPresent()) {
                return ready(taken.get(), "");
            }
            var finder = new DisplacedFinder(shelf, live, of);
            Databases.Entry found = finder.find();
            return choice(finder.ready(found), found.name(), "");
        }
    }

    private Backup.Choice among(Dumps dumps, Databases.@Nullable Entry warm, Databases.@Nullable Entry point)
            throws Exception {
        Backup.Choice dump;
        try {
            dump = dumps.choose(it -> isOf(warm, it));
        } catch (ApplicationFailure none) {
            if (point != null && FailureType.NO_BACKUP.name().equals(none.getType())) {
                return ready(point, "");
            }
            throw none;
        }
        if (point != null && isNoOlder(point, dump.backup().takenAt())) {
            return ready(point, "");
        }
        return warm != null && isOf(warm, dump.backup())
                ? new Backup.Choice(dump.backup(), dump.refused(), ShadowSource.WARM, note(Shelf.ready(warm)))
                : dump;
    }

    private Databases.@Nullable Entry newest(Shelf shelf, ShadowSource kind) throws SQLException {
        Instant before = choose.before();
        return shelf.waiting(kind).stream()
                .filter(it -> before == null || Shelf.ready(it).takenAt().isBefore(before))
                .findFirst()
                .orElse(null);
    }

    /** Good or not; null when there is none, or when the folder can't be read, which the dumps' own chooser says. */
    private @Nullable Instant newestDump() throws IOException {
        Instant before = choose.before();
        try (BackupLibrary library =
                BackupLibrary.open(server.settings().backups(), server.secrets(), server.attended())) {
            return library.candidates().stream()
                    .map(BackupLibrary.Candidate::takenAt)
                    .filter(it -> before == null || it.isBefore(before))
                    .findFirst()
                    .orElse(null);
        } catch (ApplicationFailure unreadable) {
            return Instant.MAX;
        }
    }

    private boolean prefersWarm() {
        WarmShadowSettings settings = server.settings().warmShadow();
        return settings != null && settings.preferWarm();
    }

    private static boolean isOf(Databases.@Nullable Entry warm, Backup backup) {
        return warm != null
                && Shelf.ready(warm).name().equals(backup.name())
                && Shelf.ready(warm).bytes() == backup.bytes();
    }

    private static boolean isNoOlder(Databases.Entry entry, @Nullable Instant other) {
        return other == null || !Shelf.ready(entry).takenAt().isBefore(other);
    }

    private static @Nullable Instant taken(Databases.@Nullable Entry entry) {
        return entry == null ? null : Shelf.ready(entry).takenAt();
    }

    private static String behind(Databases.Entry warm, @Nullable Instant newest) {
        if (newest == null || newest.equals(Instant.MAX) || isNoOlder(warm, newest)) {
            return "";
        }
        return "; there is a backup that is newer by "
                + Words.duration(Duration.between(Shelf.ready(warm).takenAt(), newest))
                + ", which would have to be restored first (prefer-warm is set)";
    }

    private static Backup.Choice ready(Databases.Entry entry, String more) {
        return choice(Shelf.ready(entry), entry.name(), more);
    }

    private static Backup.Choice choice(Ledger.Ready ready, String database, String more) {
        return new Backup.Choice(
                new Backup(
                        ready.name(), "database " + database + " on the same server", ready.takenAt(), ready.bytes()),
                List.of(),
                ready.kind(),
                note(ready) + more);
    }

    /** The end of a sentence that begins with its name. */
    private static String note(Ledger.Ready ready) {
        String made = Words.minute(ready.madeAt());
        String said = ready.note() == null ? "" : " (" + ready.note() + ")";
        return switch (ready.kind()) {
            case WARM -> "stands restored beside since " + made + said;
            case RESTORE_POINT -> "is a restore point, copied at " + made + said;
            case DISPLACED ->
                "was live until " + Words.minute(ready.takenAt()) + ", when rollback " + ready.maker()
                        + " displaced it";
            case BACKUP -> throw new IllegalStateException("a backup does not stand ready");
        };
    }

    /** As a permanent failure, so that nothing is tried again. */
    static ApplicationFailure refused(String why) {
        return Failures.permanent(FailureType.REFUSED, why);
    }
}
