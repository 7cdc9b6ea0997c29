package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.catalog.settings.Size;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives no more bytes a second than it may. */
final class Throttle extends FilterInputStream {
    private final long bytesPerSecond;
    private final long began = System.nanoTime();
    private long given;

    private Throttle(InputStream in, long bytesPerSecond) {
        super(in);
        this.bytesPerSecond = bytesPerSecond;
    }

    /** @param aSecond null: without a limit */
    static InputStream of(InputStream in, @Nullable Size aSecond) {
        return aSecond == null ? in : new Throttle(in, Math.max(1, aSecond.bytes()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int n = super.read(buffer, from, (int) Math.min(length, Math.max(1, bytesPerSecond / 10)));
        given += Math.max(0, n);
        double due = (double) given / bytesPerSecond * Duration.ofSeconds(1).toNanos();
        long early = (long) due - (System.nanoTime() - began);
        if (early > 0) {
            try {
                Thread.sleep(Duration.ofNanos(early).toMillis());
            } catch (InterruptedException e) {
                throw new InterruptedIOException("stopped while reading slowly");
            }
        }
        return n;
    }
}
