package dev.lastgood.activities.database.postgresql.backups.make;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.backups.BackupLibrary;
import dev.lastgood.activities.database.postgresql.backups.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes old backups, and nothing else: only what matches the pattern, only what Lastgood made (it has a manifest), only what
 * neither count nor age keeps, never the newest one that has a manifest.
 */
public final class Retention {
    private final PostgresSettings.Keep keep;
    private final BackupLibrary library;
    private final String database;
    private final Instant now;

    public Retention(PostgresSettings.Keep keep, BackupLibrary library, String database, Instant now) {
        this.keep = keep;
        this.library = library;
        this.database = database;
        this.now = now;
    }

    /** @return the names of those that were removed */
    public List<String> apply() throws IOException {
        List<String> removed = new ArrayList<>();
        int newer = 0;
        for (BackupLibrary.Candidate candidate : library.candidates()) {
            Manifest manifest = library.manifest(candidate);
            if (manifest == null || !manifest.database().equals(database)) {
                continue;
            }
            if (newer > 0 && !isKept(candidate, newer)) {
                library.store().remove(candidate.name());
                // Last: while the dump is there, it can be told what it is.
                library.store().remove(candidate.name() + Manifest.SUFFIX);
                removed.add(candidate.name());
            }
            newer++;
        }
        return removed;
    }

    private boolean isKept(BackupLibrary.Candidate candidate, int newer) {
        Integer count = keep.count();
        Duration age = keep.age();
        return count == null && age == null
                || count != null && newer < count
                || age != null && candidate.takenAt().isAfter(now.minus(age));
    }
}
