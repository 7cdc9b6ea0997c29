package dev.lastgood.activities.database.postgresql.backups.store;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;

/** How far something with a size is, how fast, and how long it still takes: {@code fetching shop.dump, 40 of 141 MB, 12 MB/s, 8 s left}. */
public final class Progress {
    private final Attended attended;
    private final String what;
    private final long total;
    private final long begunAt;
    private final long started = System.nanoTime();
    private long done;

    /** @param total 0 where nobody knows */
    public Progress(Attended attended, String what, long total, long begunAt) {
        this.attended = attended;
        this.what = what;
        this.total = total;
        this.begunAt = begunAt;
        this.done = begunAt;
        say();
    }

    public synchronized void more(long bytes) {
        at(done + bytes);
    }

    public synchronized void at(long bytes) {
        done = bytes;
        say();
    }

    private void say() {
        double seconds =
                Math.max(0.001, Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0);
        double rate = (done - begunAt) / seconds;
        String left = total <= done || rate < 1 ? "" : ", " + Math.round((total - done) / rate) + " s left";
        String of = total == 0 ? "" : " of " + Words.bytes(total);
        attended.at(
                what + ", " + Words.bytes(done) + of + (rate < 1 ? "" : ", " + Words.bytes((long) rate) + "/s") + left);
    }
}
