package dev.lastgood.activities.database.postgresql.compare;

import java.time.Duration;
import java.util.Collection;

/**
 * How much of a table is read so that all of them together take about as long as they may: the largest ones give way. It
 * goes by size alone, so that two comparisons of the same data read the same.
 */
final class Budget {
    /** Of tables, a second, with a session on either side, on a processor that has others to serve too. */
    private static final double BYTES_A_SECOND = 100e6;

    private static final double ALWAYS_WHOLE = 1e6;
    private static final double LEAST = 0.001;

    private final double most;

    Budget(Duration budget, int parallel, Collection<Long> sizes) {
        most = largest(budget.toMillis() / 1000.0 * BYTES_A_SECOND * parallel, sizes);
    }

    /** From 0.001 to 1. */
    double share(long bytes) {
        if (bytes <= most) {
            return 1;
        }
        double share = most / bytes;
        return share >= 0.01 ? Math.floor(share * 100) / 100 : Math.max(LEAST, Math.floor(share * 1000) / 1000);
    }

    /** How many bytes of each table can be read, if all of them together are to be {@code room} at most. */
    private static double largest(double room, Collection<Long> sizes) {
        double left = room;
        int tables = sizes.size();
        for (long size : sizes.stream().sorted().toList()) {
            if (size * (double) tables > left) {
                return Math.max(ALWAYS_WHOLE, left / tables);
            }
            left -= size;
            tables--;
        }
        return Double.MAX_VALUE;
    }
}
