package dev.lastgood.history.artifacts;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that rollbacks keep. A name is up to 128 letters, digits, dots, hyphens and underscores, and begins with a letter
 * or digit; any other is an {@link IllegalArgumentException}.
 */
public interface Artifacts {

    /** Keeps the content whole or not at all, and in place of an older one of that name. The stream is read, not closed. */
    Artifact put(RollbackRef rollback, String name, InputStream content) throws IOException;

    default Artifact put(RollbackRef rollback, String name, Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return put(rollback, name, content);
        }
    }

    /** @throws java.nio.file.NoSuchFileException if there is none of that name */
    InputStream open(RollbackRef rollback, String name) throws IOException;

    /** By name; empty for a rollback that kept nothing. */
    List<Artifact> list(RollbackRef rollback) throws IOException;

    /** Where it lies, or would. */
    URI uriOf(RollbackRef rollback, String name);
}
