package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that no number is handed out twice: payments, mails and object keys outside know those of after the backup. */
public final class Sequences {
    private static final String ALL = "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value,"
            + " increment_by > 0, min_value, max_value FROM pg_sequences";

    private Sequences() {}

    private record Sequence(@Nullable Long last, boolean rising, long min, long max) {
        boolean isBehind(long other) {
            return last == null || (rising ? last < other : last > other);
        }

        long within(long other) {
            return Math.max(min, Math.min(max, other));
        }
    }

    /** Sets each sequence of one database to at least where the other's is. */
    public static void raise(Sql from, Sql to) throws SQLException {
        Map<String, Sequence> theirs = all(to);
        for (Map.Entry<String, Sequence> entry : all(from).entrySet()) {
            Sequence other = theirs.get(entry.getKey());
            Long last = entry.getValue().last();
            if (other != null && last != null && other.isBehind(last)) {
                to.strings("SELECT setval(?::regclass, ?)::text", entry.getKey(), other.within(last));
            }
        }
    }

    private static Map<String, Sequence> all(Sql sql) throws SQLException {
        Map<String, Sequence> all = new HashMap<>();
        sql.each(
                ALL,
                row -> all.put(
                        row.getString(1),
                        new Sequence(row.getObject(2, Long.class), row.getBoolean(3), row.getLong(4), row.getLong(5))));
        return all;
    }
}
