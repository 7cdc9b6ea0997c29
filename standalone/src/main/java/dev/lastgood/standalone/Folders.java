package dev.lastgood.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** The folders of this program's state. */
final class Folders {
    private Folders() {}

    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + folder + ": " + e.getMessage(), e);
        }
    }
}
