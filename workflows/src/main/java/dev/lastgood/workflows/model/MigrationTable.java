package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table in which a migration tool keeps what it has run.
 *
 * @param tool as people call it, such as {@code Prisma}
 * @param table schema and name, quoted as SQL takes them
 * @param migrations in the tool's order
 */
public record MigrationTable(String tool, String table, List<Migration> migrations) {

    /**
     * @param version how the tool tells it from others
     * @param name how people call it
     * @param at when it was applied, begun or rolled back
     */
    public record Migration(
            String version,
            String name,
            State state,
            @Nullable Instant at) {
        public boolean in(State wanted) {
            return state == wanted;
        }
    }

    /** How a migration stands. */
    public enum State {
        APPLIED,
        /** Begun and not finished: the tool refuses to go on until it is resolved. */
        FAILED,
        ROLLED_BACK,
        /** In the folder, and not in the table. */
        PENDING
    }

    public List<Migration> in(State state) {
        return migrations.stream().filter(it -> it.in(state)).toList();
    }
}
