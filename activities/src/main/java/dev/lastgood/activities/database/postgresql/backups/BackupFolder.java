package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dumps that lie in a folder and match the catalog's pattern, the newest first. */
public final class BackupFolder {
    public static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private final PostgresSettings.Backups settings;
    private final Pattern pattern;
    private final ZoneId zone;

    public BackupFolder(PostgresSettings.Backups settings) {
        this.settings = settings;
        this.pattern = pattern(settings.pattern());
        try {
            this.zone = ZoneId.of(settings.zone());
        } catch (DateTimeException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "backups.zone: '" + settings.zone() + "' is not a time zone such as UTC or Europe/Paris");
        }
    }

    public record Candidate(Path path, Instant takenAt, long bytes) {
        public String name() {
            return path.getFileName().toString();
        }
    }

    /** @throws io.temporal.failure.ApplicationFailure CONFIGURATION when the folder can't be read */
    public List<Candidate> candidates() throws IOException {
        Path folder = Path.of(settings.folder());
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "backups.folder: " + folder + " is not a folder that can be read here");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(this::candidate)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(Candidate::takenAt)
                            .thenComparing(Candidate::name)
                            .reversed())
                    .toList();
        }
    }

    private Optional<Candidate> candidate(Path path) {
        Matcher name = pattern.matcher(path.getFileName().toString());
        if (!name.matches() || isOther(path)) {
            return Optional.empty();
        }
        try {
            Instant takenAt = name.groupCount() == 0
                    ? Files.getLastModifiedTime(path).toInstant()
                    : LocalDateTime.parse(name.group(1), TIME).atZone(zone).toInstant();
            return Optional.of(new Candidate(path, takenAt, Files.size(path)));
        } catch (DateTimeException | IOException e) {
            // Digits that are no time, or a file that was just removed: not one of the backups.
            return Optional.empty();
        }
    }

    /** What may match a wide pattern and is no backup to go back to. */
    private static boolean isOther(Path path) {
        String name = path.getFileName().toString();
        return Files.isDirectory(path) || name.endsWith(".sha256") || name.startsWith(EmergencyDump.PREFIX);
    }

    private static Pattern pattern(String written) {
        StringBuilder regex = new StringBuilder();
        Matcher special = Pattern.compile("\\{time}|\\*").matcher(written);
        int from = 0;
        boolean time = false;
        while (special.find()) {
            regex.append(Pattern.quote(written.substring(from, special.start())));
            boolean first = special.group().equals("{time}") && !time;
            time |= first;
            regex.append(first ? "(\\d{8}-\\d{6})" : ".*");
            from = special.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(written.substring(from))) + "");
    }
}
