package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore would lose and bring back, measured on the restored data itself.
 *
 * @param backupTakenAt the state that the restore goes back to
 * @param digest over the numbers below; a yes is bound to it
 */
public record Comparison(Instant comparedAt, Instant backupTakenAt, List<Table> tables, String digest) {

    /**
     * @param table schema and name, as PostgreSQL prints them
     * @param liveRows rows in the live database
     * @param backupRows rows in the restored one
     * @param onlyInLive rows written since the backup: what the restore gives up
     * @param onlyInBackup rows that come back
     * @param changed rows with the same key and other values
     */
    public record Table(
            String table, long liveRows, long backupRows, long onlyInLive, long onlyInBackup, long changed) {
        public boolean same() {
            return onlyInLive == 0 && onlyInBackup == 0 && changed == 0;
        }

        private long rows() {
            return liveRows + backupRows;
        }

        private long driftFrom(Table before) {
            return Math.abs(onlyInLive - before.onlyInLive)
                    + Math.abs(onlyInBackup - before.onlyInBackup)
                    + Math.abs(changed - before.changed);
        }
    }

    public long givenUp() {
        return tables.stream().mapToLong(Table::onlyInLive).sum();
    }

    public long changed() {
        return tables.stream().mapToLong(Table::changed).sum();
    }

    public long comingBack() {
        return tables.stream().mapToLong(Table::onlyInBackup).sum();
    }

    /** How many rows differ more or less than in another comparison: what has been written in between. */
    public long driftFrom(Comparison other) {
        long drift = 0;
        for (Table table : tables) {
            Table before = other.table(table.table());
            drift += before == null ? table.rows() : table.driftFrom(before);
        }
        for (Table before : other.tables) {
            drift += table(before.table()) == null ? before.rows() : 0;
        }
        return drift;
    }

    private @Nullable Table table(String name) {
        return tables.stream().filter(it -> it.table().equals(name)).findFirst().orElse(null);
    }
}
