package dev.lastgood.activities.database.postgresql.backups.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * A place with backups. A backup is a file, or a folder of files (a dump in directory format); paths are relative to the place
 * and written with {@code /}: {@code shop-20261120-020000/toc.dat}.
 *
 * <p>All methods throw {@link io.temporal.failure.ApplicationFailure} for what no retry mends (a login refused, no such bucket),
 * {@link java.nio.file.NoSuchFileException} for a file that is gone, and any other IOException for what may pass.
 */
public interface BackupStore extends AutoCloseable {
    String PART = ".part";

    /** @param path of a file */
    record Entry(String path, long bytes, Instant modifiedAt) {}

    /** The files of the place, and of those folders in it whose names are wanted. */
    List<Entry> list(Predicate<String> folder) throws IOException;

    InputStream read(String path, long from) throws IOException;

    /** Puts a file or a folder of files there, whole or not at all: nobody sees half of it under its name. */
    void put(Path local, String name, LongConsumer sent) throws IOException;

    /** Removes the file or folder of that name. Not there: does nothing. */
    void remove(String name) throws IOException;

    /** Where it lies, for people, and to find it again; without credentials. */
    String location(String name);

    /** Where it can be read without fetching it. */
    default Optional<Path> local(String name) {
        return Optional.empty();
    }

    @Override
    void close();
}
