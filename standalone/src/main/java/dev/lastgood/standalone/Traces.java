package dev.lastgood.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Of a failure the terminal shows the reason; its trace is for whoever looks for the cause. */
public final class Traces {
    private Traces() {}

    /** Writes the trace to the file; returns it. */
    public static Path keep(Path file, Throwable failure) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
                failure.printStackTrace(writer);
            }
        } catch (IOException unwritable) {
            failure.printStackTrace();
        }
        return file;
    }

    /** What the innermost cause says. */
    public static String reason(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.toString() : at.getMessage();
    }
}
