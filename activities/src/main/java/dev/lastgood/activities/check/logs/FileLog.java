package dev.lastgood.activities.check.logs;

import dev.lastgood.activities.check.Before;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A log that is a file. What came since is told by where it ended before, across one rotation, or else by the times in it. */
final class FileLog {
    private static final String BYTES = "bytes";
    private static final String FILE = "file";

    private final LogsCheck.Config how;
    private final Path path;

    FileLog(LogsCheck.Config how, String path) {
        this.how = how;
        this.path = Path.of(path);
    }

    Reading read(Run run) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new FileNotFoundException("there is no file " + path);
        }
        long size = Files.size(path);
        Map<String, Double> position = position(size);
        OptionalDouble ended = Before.value(run, BYTES);
        if (ended.isPresent()) {
            return since((long) ended.getAsDouble(), Before.value(run, FILE).orElse(0), size, position);
        }
        List<String> end = lines(path, 0, size);
        if (run.since() == null) {
            return new Reading(end, List.of(), false, false, position);
        }
        var split = new LogTimes(how.zone(), Instant.now()).split(end, run.since());
        return new Reading(split.before(), split.since(), split.timed(), false, position);
    }

    private Reading since(long ended, double file, long size, Map<String, Double> position) throws IOException {
        if (size >= ended && identity(path) == file) {
            return new Reading(lines(path, 0, ended), lines(path, ended, size), true, size - ended > limit(), position);
        }
        List<String> since = new ArrayList<>();
        Path rotated = Path.of(path + ".1");
        if (Files.isRegularFile(rotated) && identity(rotated) == file && Files.size(rotated) >= ended) {
            since.addAll(lines(rotated, ended, Files.size(rotated)));
        }
        since.addAll(lines(path, 0, size));
        return new Reading(List.of(), since, true, size > limit(), position);
    }

    private Map<String, Double> position(long size) throws IOException {
        Map<String, Double> position = new LinkedHashMap<>();
        position.put(Reading.AT, (double) Instant.now().getEpochSecond());
        position.put(BYTES, (double) size);
        position.put(FILE, identity(path));
        return position;
    }

    /** What stays when a file is renamed, as a number that a double holds exactly. */
    private static double identity(Path file) throws IOException {
        return (double) (((Number) Files.getAttribute(file, "unix:ino")).longValue() & ((1L << 52) - 1));
    }

    private long limit() {
        return how.bytes().bytes();
    }

    /** The lines of a part of the file, at most so many of its last bytes. */
    private List<String> lines(Path file, long from, long to) throws IOException {
        long begin = Math.max(from, to - limit());
        try (var access = new RandomAccessFile(file.toFile(), "r")) {
            access.seek(begin);
            byte[] part = new byte[(int) (to - begin)];
            access.readFully(part);
            List<String> lines =
                    new String(part, StandardCharsets.UTF_8).lines().toList();
            return begin > from && lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
        }
    }
}
