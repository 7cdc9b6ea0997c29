package dev.lastgood.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what programs wrote. Their bytes need not be valid UTF-8, so malformed ones are replaced. */
final class LogTail {
    private LogTail() {}

    static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The last lines, for error messages; says so when there are none. */
    static String of(Path file, int lines) {
        try {
            List<String> all = text(file).lines().toList();
            if (all.isEmpty()) {
                return "(nothing was logged)";
            }
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
