package dev.lastgood.activities.release;

import dev.lastgood.workflows.model.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.api.errors.GitAPIException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ran when a rollback first looked. A rollback that was reset after its deploy looks again, and must not take what it put
 * in place itself for the release to go back from: that would go back one too far.
 */
final class FirstLook {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    FirstLook(Path gitFolder, String key) {
        file = gitFolder.resolve("lastgood-from-" + key + ".json");
    }

    /** A look that may touch the repository. */
    interface Look {
        Release look() throws IOException, GitAPIException;
    }

    Release remembered(Look look) throws IOException, GitAPIException {
        if (Files.exists(file)) {
            return JSON.readValue(Files.readString(file), Release.class);
        }
        Release seen = look.look();
        Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), JSON.writeValueAsString(seen));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return seen;
    }
}
