package dev.lastgood.bench.restore;

import java.util.List;

/**
 * What was measured at one size. Seconds, unless the name says otherwise.
 *
 * @param runbookBackup {@code pg_dump | gzip}
 * @param pausedErrors errors that clients saw through a PgBouncer that was paused for each swap; -1 where there is none
 */
record Figures(
        double gigabytes,
        long databaseBytes,
        long dumpBytes,
        double runbookBackup,
        Alone alone,
        Swaps.Seen swaps,
        int pausedErrors,
        Together together) {

    /**
     * The steps one by one.
     *
     * @param psqlLoads {@code gunzip | psql} into an empty database
     * @param shadowRestores the restore beside live, ANALYZE included, alternated with these
     * @param queryMillis a client's median, and the same while the two databases are compared
     */
    record Alone(
            List<Double> psqlLoads,
            List<Double> shadowRestores,
            double emergencyBackup,
            double compare,
            double queryMillis,
            double queryWhileComparingMillis) {}

    /**
     * From end to end.
     *
     * @param runbookOutageMillis the longest that any client went without an answer; the same of {@code outageMillis}
     * @param fromYes until it was verified and ended
     * @param workerHeapBytes the most that the heap of worker and starter held
     */
    record Together(
            double runbookRestore,
            double runbookOutageMillis,
            double toQuestion,
            double fromYes,
            double outageMillis,
            long workerHeapBytes,
            double warmToQuestion,
            double warmFromYes) {}

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    static double worst(List<Double> values) {
        return values.stream().mapToDouble(it -> it).max().orElse(Double.NaN);
    }
}
