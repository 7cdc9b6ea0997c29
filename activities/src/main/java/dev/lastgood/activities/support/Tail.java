package dev.lastgood.activities.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a file, however large it is. */
public final class Tail {
    private Tail() {}

    /** The last lines, out of the last so many bytes. */
    public static List<String> lines(Path file, int lines, long bytes) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, access.length() - bytes);
            access.seek(from);
            byte[] end = new byte[(int) (access.length() - from)];
            access.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            // The first one is whole only where the file begins.
            int skip = Math.max(from > 0 && all.size() > 1 ? 1 : 0, all.size() - lines);
            return all.subList(skip, all.size());
        }
    }
}
