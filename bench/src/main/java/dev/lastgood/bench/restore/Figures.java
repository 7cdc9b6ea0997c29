package dev.lastgood.bench.restore;

import java.util.List;

/**
 * What was measured at one size. Seconds, unless the name says otherwise.
 *
 * @param outageMillis of a run, the longest gap that any client saw
 * @param swapGapMillis of each of the swaps, the longest gap that a reconnecting client saw, in order of size
 * @param quietGapMillis the same where nothing was swapped: what the clients' own noise makes
 * @param refused logins turned away in all these swaps
 * @param poolerErrors errors through an unpaused PgBouncer in all these swaps; -1 where there is none
 */
record Figures(
        double gigabytes,
        long databaseBytes,
        long dumpBytes,
        double runbookBackup,
        double runbookRestore,
        double runbookOutageMillis,
        double wholeToQuestion,
        double wholeFromYes,
        double outageMillis,
        double emergencyBackup,
        List<Double> psqlLoads,
        List<Double> shadowRestores,
        double compare,
        double queryMillis,
        double queryWhileComparingMillis,
        List<Double> swapGapMillis,
        List<Double> quietGapMillis,
        int refused,
        int logins,
        int poolerErrors,
        long workerHeapBytes) {

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    static double worst(List<Double> values) {
        return values.stream().mapToDouble(it -> it).max().orElse(Double.NaN);
    }
}
