package dev.lastgood.standalone.demo.world;

import dev.lastgood.standalone.demo.shop.ShopProcess;
import dev.lastgood.standalone.demo.shop.ShopSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one folder of the demo, held by one demo at a time, and swept of what an earlier one left. */
public final class DemoFolder implements AutoCloseable {
    private static final String MARK = ".lastgood-demo";
    /** Whoever starts a server on these finds what an earlier one left there, and ends it first. */
    private static final Set<String> KEPT = Set.of(MARK, "database", "platform");

    private final Path path;
    private final FileChannel mark;

    private DemoFolder(Path path, FileChannel mark) {
        this.path = path;
        this.mark = mark;
    }

    /**
     * Makes the folder where it does not exist.
     *
     * @throws IllegalArgumentException if it holds other things than a demo's, or another demo runs in it; says what to do
     * @throws UncheckedIOException if it can't be written
     */
    public static DemoFolder take(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (!Files.exists(path.resolve(MARK)) && !list(path).isEmpty()) {
                throw new IllegalArgumentException(
                        path + " holds files that are not the demo's; name another folder with --folder");
            }
            DemoFolder taken = new DemoFolder(
                    path, FileChannel.open(path.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            taken.lock();
            taken.sweep();
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the folder " + path + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    private void lock() throws IOException {
        @Nullable FileLock lock;
        try {
            lock = mark.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            lock = null;
        }
        if (lock == null) {
            mark.close();
            throw new IllegalArgumentException(
                    "another demo runs in " + path + "; end it, or name another folder with --folder");
        }
    }

    private void sweep() throws IOException {
        if (Files.exists(path.resolve("shop.properties"))) {
            new ShopProcess(ShopSettings.read(path)).stop();
        }
        for (Path entry : list(path)) {
            if (!KEPT.contains(entry.getFileName().toString())) {
                delete(entry);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Override
    public void close() {
        try {
            mark.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
