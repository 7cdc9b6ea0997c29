package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
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
    private final BackupLibrary library;
    private final DumpVerifier verifier;
    private final @Nullable Instant before;
    private final Instant now;
    private final Predicate<Backup> proven;

    public BackupChooser(
            PostgresSettings.Backups settings,
            BackupLibrary library,
            DumpVerifier verifier,
            @Nullable Instant before,
            Instant now) {
        this(settings, library, verifier, before, now, backup -> false);
    }

    /** @param proven which were restored whole already, and need not be read again */
    public BackupChooser(
            PostgresSettings.Backups settings,
            BackupLibrary library,
            DumpVerifier verifier,
            @Nullable Instant before,
            Instant now,
            Predicate<Backup> proven) {
        this.settings = settings;
        this.library = library;
        this.verifier = verifier;
        this.before = before;
        this.now = now;
        this.proven = proven;
    }

    /** @throws IOException when the place can't be reached, which may pass; a single file that can't be read is set aside */
    public Backup.Choice choose() throws IOException, InterruptedException, SQLException {
        List<Backup.Refused> refused = new ArrayList<>();
        List<BackupLibrary.Candidate> candidates = library.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            BackupLibrary.Candidate candidate = candidates.get(i);
            try {
                requireFits(candidate);
                Backup backup = library.backup(candidate);
                if (!proven.test(backup)) {
                    verify(candidate, library.fetch(candidate));
                }
                List<BackupLibrary.Candidate> older = candidates.subList(i + 1, candidates.size());
                return new Backup.Choice(backup, refused, new Doubts(library).of(candidate, older));
            } catch (BadDump e) {
                refused.add(new Backup.Refused(candidate.name(), e.reason()));
            }
        }
        throw Failures.permanent(FailureType.NO_BACKUP, none(refused));
    }

    private void verify(BackupLibrary.Candidate candidate, Path dump)
            throws IOException, BadDump, InterruptedException, SQLException {
        try {
            verifier.verify(dump);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new BadDump("disappeared while it was read");
        } catch (IOException e) {
            throw new BadDump("can't be read: " + e.getMessage());
        } catch (BadDump e) {
            library.forget(candidate);
            throw e;
        }
    }

    private void requireFits(BackupLibrary.Candidate candidate) throws BadDump {
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
            return "no file in " + library.store().location("") + " matches " + settings.pattern()
                    + ": see whether backups are made, and backups in the catalog";
        }
        return refused.stream()
                .map(it -> it.name() + " " + it.reason())
                .collect(Collectors.joining(
                        "; ", "no good backup in " + library.store().location("") + ": ", ""));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
