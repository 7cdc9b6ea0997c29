package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dump that a database can be restored from.
 *
 * @param location where it lies, as the adapter finds it again; never with credentials
 * @param takenAt when its snapshot was taken, at the latest
 * @param bytes its size as it lies
 */
public record Backup(String name, String location, Instant takenAt, long bytes) {

    /** A backup that was set aside, and why. */
    public record Refused(String name, String reason) {}

    /**
     * The newest good state from before the damage, and the newer ones that were refused.
     *
     * @param source where it comes from; what is on the server already is seen as a backup too
     * @param note what a person should know of a ready-made one, as a sentence's end: {@code was restored at …}
     * @param warnings what a person should know of the chosen one before they say yes, as sentences
     */
    public record Choice(
            Backup backup,
            List<Refused> refused,
            ShadowSource source,
            @Nullable String note,
            List<String> warnings) {
        // Null in histories that were recorded before there were any.
        @SuppressWarnings("NullAway")
        public Choice {
            source = source == null ? ShadowSource.BACKUP : source;
            warnings = warnings == null ? List.of() : List.copyOf(warnings);
        }

        public Choice(Backup backup, List<Refused> refused, List<String> warnings) {
            this(backup, refused, ShadowSource.BACKUP, null, warnings);
        }

        public Choice(Backup backup, List<Refused> refused, ShadowSource source, @Nullable String note) {
            this(backup, refused, source, note, List.of());
        }

        public Choice(Backup backup, List<Refused> refused) {
            this(backup, refused, List.of());
        }
    }
}
