package dev.lastgood.programs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Files and folders that are made once, even when several processes want them at the same time. */
final class Cache {
    // A FileLock holds between processes only; within one, it throws.
    private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Consumer<String> say;

    Cache(Path folder, Consumer<String> say) {
        this.folder = folder.toAbsolutePath().normalize();
        this.say = say;
    }

    /** Makes a file or a folder at the given path, which does not exist yet. */
    @FunctionalInterface
    interface Making {
        void make(Path target) throws IOException;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /**
     * The entry of that name, made first when there is none. It appears at once and whole.
     *
     * @throws IOException if making it failed; nothing is left behind, so that the next call tries again
     */
    Path get(String name, Making making) throws IOException {
        Path entry = path(name);
        synchronized (MONITORS.computeIfAbsent(entry, ignored -> new Object())) {
            if (Files.exists(entry)) {
                return entry;
            }
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            path(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock ignored = lock(channel, name)) {
                if (!Files.exists(entry)) {
                    makeWhole(entry, making);
                }
                return entry;
            }
        }
    }

    private FileLock lock(FileChannel channel, String name) throws IOException {
        @Nullable FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        say.accept("waiting for another process that is making " + name);
        return channel.lock();
    }

    private void makeWhole(Path entry, Making making) throws IOException {
        Path workplace = Files.createTempDirectory(folder, ".making-");
        try {
            Path unfinished = workplace.resolve(entry.getFileName().toString());
            making.make(unfinished);
            Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTrees.delete(workplace);
        }
    }
}
