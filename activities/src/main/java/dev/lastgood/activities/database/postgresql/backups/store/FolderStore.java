package dev.lastgood.activities.database.postgresql.backups.store;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder that the worker can read, on its own disk or mounted there. */
public final class FolderStore implements BackupStore {
    private final Path folder;
    private final String key;

    /** @param key the catalog's, for messages: {@code backups.folder} */
    public FolderStore(Path folder, String key) {
        this.folder = folder.toAbsolutePath().normalize();
        this.key = key;
    }

    @Override
    public List<Entry> list(Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, key + ": " + folder + " is not a folder that can be read here");
        }
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> top = Files.list(folder)) {
            for (Path path : top.toList()) {
                String name = path.getFileName().toString();
                if (!Files.isDirectory(path)) {
                    add(entries, path);
                } else if (wanted.test(name) && Files.isReadable(path)) {
                    for (Path file : LocalFiles.of(path)) {
                        add(entries, file);
                    }
                }
            }
        }
        return entries;
    }

    @Override
    public InputStream read(String path, long from) throws IOException {
        InputStream in = Files.newInputStream(folder.resolve(path));
        in.skipNBytes(from);
        return in;
    }

    /** What was made under the part's name here is only renamed. */
    @Override
    public void put(Path local, String name, LongConsumer sent) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(name + PART);
        if (!local.equals(part)) {
            copy(local, part, sent);
        }
        remove(name);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path local, Path part, LongConsumer sent) throws IOException {
        LocalFiles.delete(part);
        boolean several = Files.isDirectory(local);
        if (several) {
            Files.createDirectory(part);
        }
        for (Path file : LocalFiles.of(local)) {
            Files.copy(file, several ? part.resolve(file.getFileName()) : part);
            sent.accept(Files.size(file));
        }
    }

    @Override
    public void remove(String name) throws IOException {
        LocalFiles.delete(folder.resolve(name));
    }

    @Override
    public String location(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    public Optional<Path> local(String name) {
        return Optional.of(folder.resolve(name));
    }

    @Override
    public void close() {}

    private void add(List<Entry> entries, Path file) throws IOException {
        try {
            String path = folder.relativize(file).toString().replace('\\', '/');
            entries.add(new Entry(
                    path, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            // Removed just now.
        }
    }
}
