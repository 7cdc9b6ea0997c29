package dev.lastgood.activities.database.postgresql.backups.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A dump on the worker's own disk: one file, or a folder of files. */
public final class LocalFiles {
    private LocalFiles() {}

    /** Its files; the table of contents of a directory dump comes last, so that what is half copied is no dump. */
    public static List<Path> of(Path dump) throws IOException {
        if (!Files.isDirectory(dump)) {
            return List.of(dump);
        }
        try (Stream<Path> files = Files.list(dump)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(it -> isContents(it) ? 1 : 0))
                    .toList();
        }
    }

    public static long bytes(Path dump) throws IOException {
        long bytes = 0;
        for (Path file : of(dump)) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException e) {
                // Renamed while somebody writes there.
            }
        }
        return bytes;
    }

    /** With all that is in it. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static boolean isContents(Path file) {
        return file.getFileName().toString().equals("toc.dat");
    }
}
