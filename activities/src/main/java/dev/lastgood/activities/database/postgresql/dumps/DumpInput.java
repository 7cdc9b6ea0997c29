package dev.lastgood.activities.database.postgresql.dumps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a plain dump, with the number of the line they stand in, in memory that does not grow. */
final class DumpInput {
    static final int SIZE = 256 * 1024;

    private static final int LONGEST_LINE = 1000;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEVENS = 0x7f7f7f7f7f7f7f7fL;
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;

    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private int at;
    private int end;
    private long line = 1;
    private boolean lineStart = true;

    DumpInput(InputStream in) {
        this.in = in;
    }

    long line() {
        return line;
    }

    boolean atLineStart() {
        return lineStart;
    }

    /** @return -1 at the end */
    int peek() throws IOException {
        return at < end || fill() ? buffer[at] & 0xff : -1;
    }

    /** @return -1 at the end */
    int read() throws IOException {
        int c = peek();
        if (c >= 0) {
            at++;
            lineStart = c == '\n';
            line += lineStart ? 1 : 0;
        }
        return c;
    }

    boolean startsWith(String text) throws IOException {
        if (end - at < text.length()) {
            fill();
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return end - at >= bytes.length
                && java.util.Arrays.equals(buffer, at, at + bytes.length, bytes, 0, bytes.length);
    }

    /** The rest of the line, or its first 1000 bytes, without its end. */
    String restOfLine() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int c = read(); c >= 0 && c != '\n'; c = read()) {
            if (text.size() < LONGEST_LINE) {
                text.write(c);
            }
        }
        return text.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Rows in COPY's text format: as many whole ones as there are and fit; of a row that is larger than that a part, after
     * which {@link #atLineStart()} is false.
     *
     * @param target at least {@link #SIZE} large
     * @return how many bytes; 0 after the line that ends the rows; -1 when the dump ends before it
     */
    int rows(byte[] target) throws IOException {
        fill();
        if (lineStart && startsWith("\\.\n")) {
            at += 3;
            line++;
            return 0;
        }
        int mark = mark();
        int upTo = mark >= 0 ? mark : lastRowEnd();
        if (upTo <= at) {
            if (end - at < SIZE) {
                return -1;
            }
            upTo = end;
        }
        int length = upTo - at;
        System.arraycopy(buffer, at, target, 0, length);
        line += newlines(target, length);
        lineStart = mark >= 0 || endsRow(upTo - 1);
        at = upTo;
        return length;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < SIZE) {
            int n = in.read(buffer, end, SIZE - end);
            if (n < 0) {
                break;
            }
            end += n;
        }
        return end > 0;
    }

    /** Where the line of only {@code \.} begins, or -1. Most bytes are skipped, by Boyer, Moore and Horspool. */
    private int mark() {
        int i = at + 3;
        while (i < end) {
            switch (buffer[i]) {
                case '\n' -> {
                    if (buffer[i - 1] == '.' && buffer[i - 2] == '\\' && buffer[i - 3] == '\n') {
                        return i - 2;
                    }
                    i += 3;
                }
                case '.' -> i += 1;
                case '\\' -> i += 2;
                default -> i += 4;
            }
        }
        return -1;
    }

    private int lastRowEnd() {
        for (int i = end - 1; i >= at; i--) {
            if (endsRow(i)) {
                return i + 1;
            }
        }
        return at;
    }

    /** A line end that is not itself escaped. */
    private boolean endsRow(int i) {
        int backslashes = 0;
        while (buffer[i] == '\n' && i - backslashes > at && buffer[i - backslashes - 1] == '\\') {
            backslashes++;
        }
        return buffer[i] == '\n' && backslashes % 2 == 0;
    }

    private static int newlines(byte[] bytes, int length) {
        int count = 0;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long x = (long) EIGHT.get(bytes, i) ^ NEWLINES;
            count += Long.bitCount(~(((x & SEVENS) + SEVENS) | x | SEVENS));
        }
        for (; i < length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
