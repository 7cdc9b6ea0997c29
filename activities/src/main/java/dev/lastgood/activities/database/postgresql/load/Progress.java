package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.Attended;
import java.time.Duration;

/** How far a restore is, in words: {@code restoring shop.sql.gz: 57 of 141 MB (40 %), 15 MB/s, 6 s left}. */
public final class Progress {
    private static final long EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final double MEGA = 1e6;
    private static final double SOON = 0.3;

    private final Attended attended;
    private final String what;
    private final long all;
    private final long began = System.nanoTime();
    private long told;
    private String doing = "";
    private int parts;
    private int built;

    /** @param all bytes of the file */
    public Progress(Attended attended, String what, long all) {
        this.attended = attended;
        this.what = what;
        this.all = all;
        attended.at(what);
    }

    void read(long done) {
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS) {
            told = now;
            attended.at(what + ": " + words(done, all, Duration.ofNanos(now - began)));
        }
    }

    synchronized void begin(String words, int count) {
        doing = words;
        parts = count;
        built = 0;
        tell();
    }

    synchronized void one() {
        built++;
        tell();
    }

    synchronized void end() {
        attended.at(what);
    }

    void say(String words) {
        attended.at(what + ": " + words);
    }

    private void tell() {
        attended.at(what + ": " + doing + ", " + built + " of " + parts + " done");
    }

    static String words(long done, long all, Duration elapsed) {
        double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
        double rate = done / seconds;
        String words = megabytes(done) + " of " + megabytes(all) + " MB (" + (all == 0 ? 100 : done * 100 / all)
                + " %), " + megabytes((long) rate) + " MB/s";
        return done == 0 || seconds < SOON ? words : words + ", " + left((all - done) / rate) + " left";
    }

    private static String megabytes(long bytes) {
        double mega = bytes / MEGA;
        return mega < 10 ? String.format(java.util.Locale.ROOT, "%.1f", mega) : String.valueOf(Math.round(mega));
    }

    private static String left(double seconds) {
        long whole = Math.max(1, Math.round(seconds));
        return whole < 90 ? whole + " s" : whole < 5400 ? (whole + 30) / 60 + " min" : (whole + 1800) / 3600 + " h";
    }
}
