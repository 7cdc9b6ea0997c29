package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.List;

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
        return tables.stream()
                .mapToLong(table -> other.tables.stream()
                        .filter(it -> it.table().equals(table.table()))
                        .findFirst()
                        .map(it -> Math.abs(table.onlyInLive() - it.onlyInLive())
                                + Math.abs(table.onlyInBackup() - it.onlyInBackup())
                                + Math.abs(table.changed() - it.changed()))
                        .orElse(table.liveRows() + table.backupRows()))
                .sum();
    }
}
