package dev.lastgood.activities.database.postgresql.backups.store;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile.Digests;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The worker's own copies of what lies elsewhere, each in a folder named after what it is a copy of, so that a retry finds it
 * again, whole or as far as it came. What has not been used for a week goes, and earlier where room is needed.
 */
public final class Staging {
    private static final Duration KEPT = Duration.ofDays(7);
    /** As long as one activity lasts: it may still be read. */
    private static final Duration IN_USE = Duration.ofHours(2);

    private final Path folder;
    private final long atMost;
    private final Attended attended;

    public Staging(PostgresSettings.Staging settings, Attended attended) {
        String named = settings.folder();
        this.folder = named == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "lastgood-staging")
                : Path.of(named).toAbsolutePath().normalize();
        this.atMost = settings.atMost().bytes();
        this.attended = attended;
    }

    /** A folder of its own for what is known by that text; marked as used. */
    public Path place(String what) throws IOException {
        var digest = Digests.sha256();
        digest.update(what.getBytes(StandardCharsets.UTF_8));
        Path place = folder.resolve(Digests.hex(digest).substring(0, 16));
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "the worker can't write to its staging folder " + folder + ": " + e.getMessage()
                            + ". Name one that it can write to (backups.staging.folder)");
        }
        Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
        return place;
    }

    /** Copies one file; goes on where an earlier attempt was stopped. */
    public void fetch(BackupStore store, BackupStore.Entry entry, Path target) throws IOException {
        if (Files.exists(target) && Files.size(target) == entry.bytes()) {
            return;
        }
        Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
        Path part = target.resolveSibling(target.getFileName() + BackupStore.PART);
        long have = Files.exists(part) ? Files.size(part) : 0;
        if (have > entry.bytes()) {
            Files.delete(part);
            have = 0;
        }
        if (have < entry.bytes() || have == 0) {
            copy(store, entry, part, have);
        }
        if (Files.size(part) != entry.bytes()) {
            throw new IOException(store.location(entry.path()) + " has " + entry.bytes() + " bytes, and "
                    + Files.size(part) + " came: the connection was cut, or it is being written to");
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void copy(BackupStore store, BackupStore.Entry entry, Path part, long have) throws IOException {
        String what = (have == 0 ? "fetching " : "fetching the rest of ") + entry.path();
        Progress progress = new Progress(attended, what, entry.bytes(), have);
        byte[] buffer = new byte[128 * 1024];
        try (InputStream in = store.read(entry.path(), have);
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("stopped while fetching " + entry.path());
                }
                out.write(buffer, 0, n);
                progress.more(n);
            }
        }
    }

    /**
     * Removes what is not needed any more.
     *
     * @throws io.temporal.failure.ApplicationFailure COMMAND_FAILED when there is no room even so
     */
    public void makeRoom(long bytes, Path forPlace) throws IOException {
        Files.createDirectories(folder);
        long room = atMost - bytes;
        List<Path> others = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(Files::isDirectory)
                    .filter(it -> !it.equals(forPlace))
                    .sorted(Comparator.comparing(Staging::usedAt).reversed())
                    .forEach(others::add);
        }
        for (Path other : others) {
            Duration unused = Duration.between(usedAt(other), Instant.now());
            long size = size(other);
            room -= size;
            if (unused.compareTo(KEPT) > 0 || room < 0 && unused.compareTo(IN_USE) > 0) {
                LocalFiles.delete(other);
                room += size;
            }
        }
        long free = Files.getFileStore(folder).getUsableSpace() + size(forPlace);
        if (room < 0 || free < bytes) {
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    "the worker's staging folder " + folder + " has no room for " + Words.bytes(bytes) + ": "
                            + Words.bytes(free) + " are free there, and at most " + Words.bytes(atMost)
                            + " may be used. Free some space, or name another folder or limit (backups.staging)");
        }
    }

    private static Instant usedAt(Path place) {
        try {
            return Files.getLastModifiedTime(place).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static long size(Path place) throws IOException {
        if (!Files.exists(place)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(it -> it.toFile().length())
                    .sum();
        }
    }
}
