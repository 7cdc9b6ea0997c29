package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.backups.make.EmergencyDump;
import dev.lastgood.activities.database.postgresql.backups.store.BackupStore;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalog's pattern: which names are backups, when they were taken, and what a new one is called. */
public final class BackupNames {
    public static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private final String written;
    private final Pattern pattern;
    private final ZoneId zone;

    public BackupNames(PostgresSettings.Backups settings) {
        this.written = settings.pattern();
        this.pattern = pattern(settings.pattern());
        try {
            this.zone = ZoneId.of(settings.zone());
        } catch (DateTimeException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "backups.zone: '" + settings.zone() + "' is not a time zone such as UTC or Europe/Paris");
        }
    }

    /** Whether a name is that of a backup, and not of what lies beside one or is no state to go back to. */
    public boolean isBackup(String name) {
        return pattern.matcher(name).matches()
                && !name.endsWith(Manifest.SUFFIX)
                && !name.endsWith(Companions.CHECKSUM)
                && !name.endsWith(BackupStore.PART)
                && !name.startsWith(EmergencyDump.PREFIX);
    }

    /** From the name where the pattern says so; empty where the digits there are no time. */
    public Optional<Instant> takenAt(String name, Instant modifiedAt) {
        Matcher match = pattern.matcher(name);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    match.groupCount() == 0
                            ? modifiedAt
                            : LocalDateTime.parse(match.group(1), TIME)
                                    .atZone(zone)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A name for a new one. */
    public String of(String database, Instant at) {
        String time = TIME.format(at.atZone(zone));
        String base = database.replaceAll("[^A-Za-z0-9_-]+", "_");
        boolean timed = written.contains("{time}");
        if (!timed && !written.contains("*")) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "backups.pattern: " + written
                            + " has no {time} in it, so each backup would take the place of the one"
                            + " before; write it such as shop-{time}.dump");
        }
        int time1 = written.indexOf("{time}");
        int star = written.indexOf('*');
        String name = written;
        if (star >= 0 && (!timed || star < time1)) {
            name = name.substring(0, star) + base + "-" + (timed ? "" : time) + name.substring(star + 1);
        }
        return name.replaceFirst(Pattern.quote("{time}"), time)
                .replace("{time}", "")
                .replace("*", "");
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
