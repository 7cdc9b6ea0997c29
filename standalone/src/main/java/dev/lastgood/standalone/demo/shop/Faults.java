package dev.lastgood.standalone.demo.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Steps that are to fail, as files in {@code <folder>/faults}: so that the shop's commands, which are processes of their own,
 * see them too.
 */
public record Faults(Path folder) {
    /** The steps for which a fault can be set. */
    public static final List<String> STEPS = List.of(
            "kill-switch-on",
            "stop",
            "prepare-restore",
            "approval",
            "deploy",
            "start",
            "verify",
            "kill-switch-off",
            "verify-open");

    public boolean has(String step) {
        return Files.exists(file(step));
    }

    public void set(String step) {
        try {
            Files.createDirectories(file(step).getParent());
            Files.writeString(file(step), "told to fail by --fail-at\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void clear() {
        try {
            for (String step : STEPS) {
                Files.deleteIfExists(file(step));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String step) {
        return folder.resolve("faults").resolve(step);
    }
}
