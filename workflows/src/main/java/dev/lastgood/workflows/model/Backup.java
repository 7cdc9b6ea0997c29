package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.List;

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
     * The newest good backup from before the damage, and the newer ones that were refused.
     *
     * @param warnings what a person should know of the chosen one before they say yes, as sentences
     */
    public record Choice(Backup backup, List<Refused> refused, List<String> warnings) {
        // Null in histories that were recorded before there were any.
        @SuppressWarnings("NullAway")
        public Choice {
            warnings = warnings == null ? List.of() : List.copyOf(warnings);
        }

        public Choice(Backup backup, List<Refused> refused) {
            this(backup, refused, List.of());
        }
    }
}
