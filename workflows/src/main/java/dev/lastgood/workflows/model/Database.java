package dev.lastgood.workflows.model;

import java.util.Map;

/**
 * A database under care.
 *
 * @param type which adapter handles it, such as {@code postgresql}
 * @param server {@code host:port}
 * @param name the live database's name on that server
 * @param settings the adapter's settings as in the catalog; secrets stand in it as references only
 */
public record Database(String type, String server, String name, Map<String, Object> settings) {

    /** Whether the catalog says where its reverse scripts and migrations lie. */
    public boolean hasMigrations() {
        return settings.containsKey("migration");
    }

    /** The id of the children that restore it: what makes one restore of a database run at a time, whoever asks. */
    public String lockId() {
        return "restore-" + server + "-" + name;
    }

    /**
     * Whether nothing is swapped before the emergency backup is finished and verified ({@code emergency.required}). If not, it is
     * made beside everything else: the displaced database, which is kept, is one already.
     */
    public boolean waitsForEmergencyBackup() {
        return settings.get("emergency") instanceof Map<?, ?> emergency
                && Boolean.TRUE.equals(emergency.get("required"));
    }
}
