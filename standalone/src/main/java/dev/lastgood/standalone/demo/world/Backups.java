package dev.lastgood.standalone.demo.world;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The shop's hourly dumps, {@code shop-<yyyyMMdd-HHmmss>.sql.gz} in UTC, as {@code pg_dump | gzip} makes them. */
public final class Backups {
    static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path pgDump;
    private final Path folder;

    /** @param pgDump the program, of a version that the server accepts */
    public Backups(Path pgDump, Path folder) {
        this.pgDump = pgDump;
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /**
     * Dumps the database as it is now, under the name and age of a dump made at the given time.
     *
     * @param url for libpq
     */
    public Path take(String url, Instant at) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file = folder.resolve("shop-" + STAMP.format(at) + ".sql.gz");
        Path errors = folder.resolve("pg_dump.log");
        Process process = new ProcessBuilder(pgDump.toString(), "--no-password", "--dbname", url)
                .redirectInput(new File("/dev/null"))
                .redirectError(errors.toFile())
                .start();
        try (InputStream dump = process.getInputStream();
                OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            dump.transferTo(gzip);
        }
        if (process.waitFor() != 0) {
            throw new IOException("pg_dump failed: " + Files.readString(errors));
        }
        Files.setLastModifiedTime(file, FileTime.from(at));
        return file;
    }

    /** Cuts the newest dump by half, as a full disk would. */
    public void truncateNewest() throws IOException {
        List<Path> files = files();
        truncate(files.get(files.size() - 1));
    }

    /** As if the disk had been full for hours. */
    public void truncateAll() throws IOException {
        for (Path file : files()) {
            truncate(file);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static void truncate(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        Files.setLastModifiedTime(file, modified);
    }
}
