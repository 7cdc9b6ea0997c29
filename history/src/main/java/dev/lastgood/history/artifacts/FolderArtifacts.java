package dev.lastgood.history.artifacts;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Artifacts as files: {@code <root>/<environment>/<service>/<key>/<name>}. */
public final class FolderArtifacts implements Artifacts {
    private final Path root;

    /** @param root made when the first artifact is put */
    public FolderArtifacts(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Artifact put(RollbackRef rollback, String name, InputStream content) throws IOException {
        Path file = path(rollback, name);
        // Beside its final place, as only a move within a file system is atomic; begins with a dot, as no artifact
        // does.
        Path part = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(file.getParent());
            try {
                Checksums checksums = Checksums.write(content, part);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return checksums.artifact(name, file.toUri());
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "The artifact " + name + " can't be written to " + file.getParent() + ": " + e
                            + ". Check that the artifacts folder " + root + " exists and is writable",
                    e);
        }
    }

    @Override
    public InputStream open(RollbackRef rollback, String name) throws IOException {
        return Files.newInputStream(path(rollback, name));
    }

    @Override
    public List<Artifact> list(RollbackRef rollback) throws IOException {
        Path folder = root.resolve(ArtifactPath.folder(rollback));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Artifact> artifacts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(FolderArtifacts::isArtifact).sorted().toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    artifacts.add(
                            Checksums.of(content).artifact(file.getFileName().toString(), file.toUri()));
                }
            }
        }
        return List.copyOf(artifacts);
    }

    @Override
    public URI uriOf(RollbackRef rollback, String name) {
        return path(rollback, name).toUri();
    }

    private Path path(RollbackRef rollback, String name) {
        return root.resolve(ArtifactPath.file(rollback, name));
    }

    private static boolean isArtifact(Path file) {
        return Files.isRegularFile(file)
                && ArtifactPath.isName(file.getFileName().toString());
    }
}
