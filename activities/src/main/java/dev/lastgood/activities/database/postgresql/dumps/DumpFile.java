package dev.lastgood.activities.database.postgresql.dumps;

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
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** A dump as it lies on the disk. What it is stands in its first bytes, not in its name. */
public final class DumpFile {
    private static final int TAR_MARK_AT = 257;

    private final Path path;
    private final long bytes;

    /** How it was made. */
    public enum Format {
        PLAIN,
        GZIP,
        CUSTOM,
        DIRECTORY,
        TAR
    }

    public interface Use<T> {
        T of(InputStream sql) throws IOException, BadDump;
    }

    public DumpFile(Path path) throws IOException {
        this.path = path;
        this.bytes = Files.size(path);
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
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PGDMP")) {
            return Format.CUSTOM;
        }
        if (text.startsWith("toc.dat") && text.endsWith("ustar")) {
            return Format.TAR;
        }
        return first.length > 1 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b ? Format.GZIP : Format.PLAIN;
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
        boolean gzip = format() == Format.GZIP;
        try (InputStream raw = new Counted(Files.newInputStream(path), counted)) {
            try (InputStream sql = gzip ? new GZIPInputStream(raw, 64 * 1024) : new BufferedInputStream(raw)) {
                return use.of(sql);
            }
        } catch (java.io.EOFException | java.util.zip.ZipException e) {
            throw new BadDump("does not unpack (" + e.getMessage() + "): cut short or damaged");
        }
    }

    /** Against {@code <file>.sha256}, in the form of sha256sum, where there is one. */
    public void requireChecksum() throws IOException, BadDump {
        Path beside = path.resolveSibling(path.getFileName() + ".sha256");
        if (!Files.isRegularFile(beside)) {
            return;
        }
        String expected = Files.readString(beside, StandardCharsets.ISO_8859_1)
                .strip()
                .split("\\s+", 2)[0]
                .toLowerCase(java.util.Locale.ROOT);
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (!Digests.hex(digest).equals(expected)) {
            throw new BadDump("does not have the checksum that stands in " + beside.getFileName());
        }
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
