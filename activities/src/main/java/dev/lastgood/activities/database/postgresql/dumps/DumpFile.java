package dev.lastgood.activities.database.postgresql.dumps;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** A dump as it lies on the disk. What it is stands in its first bytes, not in its name. */
public final class DumpFile {
    private static final int BUFFER = 64 * 1024;
    private static final int TAR_MARK_AT = 257;
    private static final Map<String, String> UNREAD = Map.of(
            "\u00fd7zXZ",
            "xz",
            "BZh",
            "bzip2",
            "\u0004\"M\u0018",
            "lz4",
            "PK\u0003\u0004",
            "zip",
            "7z\u00bc\u00af",
            "7z");

    private final Path path;
    private final long bytes;

    /** How it was made. */
    public enum Format {
        PLAIN,
        GZIP,
        ZSTD,
        CUSTOM,
        DIRECTORY,
        TAR;

        /** Read by pg_restore, not as SQL. */
        public boolean isArchive() {
            return this == CUSTOM || this == DIRECTORY || this == TAR;
        }
    }

    public interface Use<T> {
        T of(InputStream sql) throws IOException, BadDump;
    }

    /** @param path a file, or a folder that pg_dump made */
    public DumpFile(Path path) throws IOException {
        this.path = path;
        this.bytes = Files.isDirectory(path) ? 0 : Files.size(path);
    }

    public Path path() {
        return path;
    }

    public long bytes() {
        return bytes;
    }

    public Format format() throws IOException {
        if (Files.isDirectory(path)) {
            return Format.DIRECTORY;
        }
        byte[] first;
        try (InputStream in = Files.newInputStream(path)) {
            first = in.readNBytes(TAR_MARK_AT + 5);
        }
        if (begins(first, 0, "PGDMP")) {
            return Format.CUSTOM;
        }
        if (begins(first, 0, "\u001f\u008b")) {
            return Format.GZIP;
        }
        if (begins(first, 0, "\u0028\u00b5\u002f\u00fd")) {
            return Format.ZSTD;
        }
        return begins(first, TAR_MARK_AT, "ustar") ? Format.TAR : Format.PLAIN;
    }

    /**
     * The SQL of a plain dump, unpacked, read whole or not at all.
     *
     * @param percent told how much of the file has been read
     */
    public <T> T readPlain(IntConsumer percent, Use<T> use) throws IOException, BadDump {
        return readCounted(read -> percent.accept((int) (bytes == 0 ? 100 : read * 100 / bytes)), use);
    }

    /** @param counted told how many bytes of the file have been read */
    public <T> T readCounted(LongConsumer counted, Use<T> use) throws IOException, BadDump {
        try (InputStream raw = new Counted(Files.newInputStream(path), counted);
                InputStream sql = new BufferedInputStream(unpacked(raw), BUFFER)) {
            requireSql(sql);
            return use.of(sql);
        } catch (java.io.EOFException | java.util.zip.ZipException | ZstdIOException e) {
            throw new BadDump("does not unpack (" + e.getMessage() + "): cut short or damaged");
        }
    }

    private InputStream unpacked(InputStream raw) throws IOException {
        return switch (format()) {
            case GZIP -> new GZIPInputStream(raw, BUFFER);
            case ZSTD -> new ZstdInputStream(raw);
            default -> raw;
        };
    }

    private static void requireSql(InputStream sql) throws IOException, BadDump {
        sql.mark(BUFFER);
        byte[] first = sql.readNBytes(TAR_MARK_AT + 5);
        sql.reset();
        if (begins(first, 0, "PGDMP") || begins(first, TAR_MARK_AT, "ustar")) {
            throw new BadDump(
                    "is an archive of pg_dump inside another compression, which pg_restore does not read: unpack it"
                            + " (archives of pg_dump are compressed by themselves)");
        }
        for (Map.Entry<String, String> unread : UNREAD.entrySet()) {
            if (begins(first, 0, unread.getKey())) {
                throw new BadDump(
                        "is compressed by " + unread.getValue() + ", which is not read here: use gzip or zstd");
            }
        }
    }

    private static boolean begins(byte[] bytes, int at, String mark) {
        byte[] expected = mark.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + expected.length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    /** SHA-256, which every Java has. */
    public static final class Digests {
        private Digests() {}

        public static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        public static String of(Path file) throws IOException {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return hex(digest);
        }

        public static String hex(MessageDigest digest) {
            return java.util.HexFormat.of().formatHex(digest.digest());
        }
    }

    private final class Counted extends FilterInputStream {
        private final LongConsumer counted;
        private long read;

        Counted(InputStream in, LongConsumer counted) {
            super(in);
            this.counted = counted;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new java.io.InterruptedIOException("stopped while reading " + path.getFileName());
            }
            int n = super.read(buffer, from, length);
            read += Math.max(0, n);
            counted.accept(read);
            return n;
        }
    }
}
