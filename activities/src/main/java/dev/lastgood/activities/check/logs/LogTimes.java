package dev.lastgood.activities.check.logs;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the time at which a line was logged: ISO 8601, that of web servers, that of syslog. */
final class LogTimes {
    /** A time stands near the beginning of its line. */
    private static final int NEAR = 200;

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:[.,]\\d{1,9})?\\s?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern WEB = Pattern.compile("(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})");
    private static final Pattern SYSLOG = Pattern.compile("^([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)");
    private static final DateTimeFormatter WEB_FORM =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter SYSLOG_FORM =
            DateTimeFormatter.ofPattern("yyyy MMM d HH:mm:ss", Locale.ENGLISH);

    private final ZoneId zone;
    private final Instant now;

    LogTimes(String zone, Instant now) {
        this.now = now;
        try {
            this.zone = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "zone: '" + zone + "' is no time zone; write one such as Europe/Paris");
        }
    }

    /** To the second; null where the line has none that can be read. */
    @Nullable
    Instant of(String line) {
        String near = line.substring(0, Math.min(NEAR, line.length()));
        try {
            Matcher iso = ISO.matcher(near);
            if (iso.find()) {
                String local = iso.group(1) + "T" + iso.group(2);
                String offset = iso.group(3);
                return offset == null
                        ? LocalDateTime.parse(local).atZone(zone).toInstant()
                        : OffsetDateTime.parse(local + offset.replaceFirst("^(...)(\\d\\d)$", "$1:$2"))
                                .toInstant();
            }
            Matcher web = WEB.matcher(near);
            if (web.find()) {
                return ZonedDateTime.parse(web.group(1), WEB_FORM).toInstant();
            }
            Matcher syslog = SYSLOG.matcher(near);
            return syslog.find() ? syslog(syslog.group(1) + " " + syslog.group(2) + " " + syslog.group(3)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** It names no year: the latest in which it is not in the future. */
    private Instant syslog(String time) {
        int year = now.atZone(zone).getYear();
        Instant thisYear =
                LocalDateTime.parse(year + " " + time, SYSLOG_FORM).atZone(zone).toInstant();
        return thisYear.isAfter(now.plusSeconds(86_400))
                ? LocalDateTime.parse(year - 1 + " " + time, SYSLOG_FORM)
                        .atZone(zone)
                        .toInstant()
                : thisYear;
    }

    /** Lines from before and since. One without a time of its own goes with the one above it, the first ones with the next. */
    record Split(List<String> before, List<String> since, boolean timed) {}

    Split split(List<String> lines, Instant since) {
        Instant from = Instant.ofEpochSecond(since.getEpochSecond());
        List<String> earlier = new ArrayList<>();
        List<String> later = new ArrayList<>();
        List<String> untimed = new ArrayList<>();
        List<String> side = untimed;
        for (String line : lines) {
            Instant time = of(line);
            if (time != null) {
                side = time.isBefore(from) ? earlier : later;
                side.addAll(untimed);
                untimed.clear();
            }
            side.add(line);
        }
        return new Split(earlier, later, !earlier.isEmpty() || !later.isEmpty());
    }
}
