package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest backup from before the damage that can be read whole. */
public final class BackupChooser {
    private final PostgresSettings.Backups settings;
    private final DumpVerifier verifier;
    private final @Nullable Instant before;
    private final Instant now;
    private final Predicate<Backup> proven;

    public BackupChooser(
            PostgresSettings.Backups settings, DumpVerifier verifier, @Nullable Instant before, Instant now) {
        this(settings, verifier, before, now, backup -> false);
    }

    /** @param proven which were restored whole already, and need not be read again */
    public BackupChooser(
            PostgresSettings.Backups settings,
            DumpVerifier verifier,
            @Nullable Instant before,
            Instant now,
            Predicate<Backup> proven) {
        this.settings = settings;
        this.verifier = verifier;
        this.before = before;
        this.now = now;
        this.proven = proven;
    }

    public Backup.Choice choose() throws IOException, InterruptedException {
        List<Backup.Refused> refused = new ArrayList<>();
        for (BackupFolder.Candidate candidate : new BackupFolder(settings).candidates()) {
            try {
                requireFits(candidate);
                String location = candidate.path().toAbsolutePath().normalize().toString();
                var backup = new Backup(candidate.name(), location, candidate.takenAt(), candidate.bytes());
                if (!proven.test(backup)) {
                    verifier.verify(candidate.path());
                }
                return new Backup.Choice(backup, refused);
            } catch (java.io.InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                refused.add(new Backup.Refused(candidate.name(), "can't be read: " + e.getMessage()));
            } catch (BadDump e) {
                refused.add(new Backup.Refused(candidate.name(), e.reason()));
            }
        }
        throw Failures.permanent(FailureType.NO_BACKUP, none(refused));
    }

    private void requireFits(BackupFolder.Candidate candidate) throws BadDump {
        if (before != null && !candidate.takenAt().isBefore(before)) {
            throw new BadDump(
                    "was made after the damage began (" + candidate.takenAt() + ", damage since " + before + ")");
        }
        Duration maxAge = settings.maxAge();
        if (maxAge != null && candidate.takenAt().isBefore(now.minus(maxAge))) {
            throw new BadDump("is older than the policy allows (made " + candidate.takenAt() + ", max-age "
                    + words(maxAge) + ")");
        }
    }

    private String none(List<Backup.Refused> refused) {
        if (refused.isEmpty()) {
            return "no file in " + settings.folder() + " matches " + settings.pattern()
                    + ": see whether backups are made, and backups.folder and backups.pattern in the catalog";
        }
        return refused.stream()
                .map(it -> it.name() + " " + it.reason())
                .collect(Collectors.joining("; ", "no good backup in " + settings.folder() + ": ", ""));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
