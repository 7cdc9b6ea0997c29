package dev.lastgood.catalog.freezes;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.TimezoneAssignment;
import biweekly.io.text.ICalReader;
import biweekly.property.DateStart;
import biweekly.property.Status;
import biweekly.property.ValuedProperty;
import biweekly.util.ICalDate;
import dev.lastgood.catalog.freezes.Freezes.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of an iCalendar file (RFC 5545): each is a freeze, with its repetitions, exceptions and moved occurrences. */
final class CalendarTimes {
    /** The parser's number for a time zone that nobody knows. */
    private static final int UNKNOWN_ZONE = 38;

    private static final int LONGEST_FILE = 5_000_000;

    /** More than zones and changed clocks can shift an occurrence. */
    private static final Duration SLACK = Duration.ofDays(2);

    /** As many as catalogs name. */
    private static final Map<String, Known> KNOWN = new ConcurrentHashMap<>();

    private final List<VEvent> events;
    private final List<ICalendar> calendars;
    private final ZoneId zone;

    private CalendarTimes(List<ICalendar> calendars, ZoneId zone) {
        this.calendars = calendars;
        this.zone = zone;
        this.events = calendars.stream()
                .flatMap(it -> it.getEvents().stream())
                .filter(it -> it.getStatus() == null || !Status.cancelled().equals(it.getStatus()))
                .toList();
    }

    private record Known(FileTime modified, long size, CalendarTimes times) {}

    /**
     * Read anew only where the file has changed.
     *
     * @param zone of whole days, and of times that the file writes without a zone
     * @throws IllegalArgumentException when it can't be understood, saying what is wrong and what would be right
     */
    static CalendarTimes read(Path file, ZoneId zone) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        String key = zone + " " + file;
        Known known = KNOWN.get(key);
        if (known == null || !known.modified().equals(modified) || known.size() != size) {
            known = new Known(modified, size, parse(file, zone));
            KNOWN.put(key, known);
        }
        return known.times();
    }

    private static CalendarTimes parse(Path file, ZoneId zone) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new IllegalArgumentException("it is larger than 5 MB; export only what is to come");
        }
        List<ICalendar> calendars = new ArrayList<>();
        try (ICalReader reader = new ICalReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            reader.setDefaultTimezone(TimeZone.getTimeZone(zone));
            for (ICalendar next = reader.readNext(); next != null; next = reader.readNext()) {
                calendars.add(next);
                reader.getWarnings().stream()
                        .filter(it -> Objects.equals(it.getCode(), UNKNOWN_ZONE))
                        .findFirst()
                        .map(ParseWarning::getMessage)
                        .ifPresent(it -> {
                            throw new IllegalArgumentException("a time zone in it is not known (" + it
                                    + "); export it with names such as Europe/Paris");
                        });
            }
        }
        if (calendars.isEmpty()) {
            throw new IllegalArgumentException("it is no iCalendar file; it must begin with BEGIN:VCALENDAR");
        }
        CalendarTimes times = new CalendarTimes(calendars, zone);
        times.events.stream().filter(it -> start(it) == null).findFirst().ifPresent(it -> {
            throw new IllegalArgumentException(
                    "event '" + summary(it) + "' has no beginning that can be read; give it a DTSTART");
        });
        return times;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** The event that holds then. */
    Optional<Span> at(Instant at) {
        return events.stream().flatMap(it -> at(it, at).stream()).findFirst();
    }

    private Optional<Span> at(VEvent event, Instant at) {
        DateStart start = event.getDateStart();
        Set<Date> moved = moved(event);
        Span first = span(event, start.getValue());
        var each = event.getDateIterator(zone(start));
        each.advanceTo(Date.from(
                at.minus(Duration.between(first.from(), first.until())).minus(SLACK)));
        while (each.hasNext()) {
            Date next = each.next();
            Span span = span(event, next);
            if (span.from().isAfter(at)) {
                return Optional.empty();
            }
            if (span.holds(at) && !moved.contains(next)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    /** Occurrences that stand as events of their own. */
    private Set<Date> moved(VEvent event) {
        if (event.getRecurrenceId() != null || event.getUid() == null) {
            return Set.of();
        }
        return calendars.stream()
                .flatMap(it -> it.getEvents().stream())
                .filter(it -> it.getRecurrenceId() != null && event.getUid().equals(it.getUid()))
                .map(it -> (Date) it.getRecurrenceId().getValue())
                .collect(Collectors.toSet());
    }

    /** One occurrence: exact where an end is written, by the clock on the wall where a duration or whole days are. */
    private Span span(VEvent event, Date begins) {
        ICalDate first = event.getDateStart().getValue();
        ICalDate end = ValuedProperty.getValue(event.getDateEnd());
        Instant from = begins.toInstant();
        if (!first.hasTime()) {
            long days =
                    end == null ? Math.max(1, duration(event).toDays()) : ChronoUnit.DAYS.between(day(first), day(end));
            return new Span(midnight(day(begins)), midnight(day(begins).plusDays(days)), summary(event));
        }
        Instant until = end == null
                ? onTheWall(from, duration(event), zone(event.getDateStart()))
                : from.plus(Duration.between(first.toInstant(), end.toInstant()));
        return new Span(from, until, summary(event));
    }

    private static Instant onTheWall(Instant begins, Duration lasts, TimeZone here) {
        Instant exact = begins.plus(lasts);
        return exact.plusMillis(here.getOffset(begins.toEpochMilli()) - here.getOffset(exact.toEpochMilli()));
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The parser gives a day as its midnight in the zone of this machine. */
    private static LocalDate day(Date midnight) {
        return midnight.toInstant().atZone(ZoneId.systemDefault()).toLocalDate();
    }

    private static Duration duration(VEvent event) {
        return event.getDuration() == null
                ? Duration.ZERO
                : Duration.ofMillis(event.getDuration().getValue().toMillis());
    }

    /** Of the property's own zone; times without one are floating, and read in the freeze's. */
    private TimeZone zone(DateStart start) {
        TimeZone own = TimeZone.getTimeZone(zone);
        if (!start.getValue().hasTime()) {
            return own;
        }
        for (ICalendar calendar : calendars) {
            TimezoneAssignment assigned = calendar.getTimezoneInfo().getTimezone(start);
            if (assigned != null) {
                return assigned.getTimeZone();
            }
            if (calendar.getTimezoneInfo().isFloating(start)) {
                return own;
            }
        }
        return TimeZone.getTimeZone("UTC");
    }

    private static @Nullable ICalDate start(VEvent event) {
        return ValuedProperty.getValue(event.getDateStart());
    }

    private static String summary(VEvent event) {
        return event.getSummary() == null
                ? ""
                : Objects.requireNonNullElse(event.getSummary().getValue(), "");
    }
}
