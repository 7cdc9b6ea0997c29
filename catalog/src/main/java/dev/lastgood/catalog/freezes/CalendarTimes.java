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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of an iCalendar file (RFC 5545): each is a freeze, with its repetitions, exceptions and moved occurrences. */
final class CalendarTimes {
    /** The parser's number for a time zone that nobody knows. */
    private static final int UNKNOWN_ZONE = 38;

    private static final int LONGEST_FILE = 5_000_000;

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

    /**
     * @param zone of whole days, and of times that the file writes without a zone
     * @throws IllegalArgumentException when it can't be understood, saying what is wrong and what would be right
     */
    static CalendarTimes read(Path file, ZoneId zone) throws IOException {
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
        boolean wholeDays = !start.getValue().hasTime();
        Set<Date> moved = moved(event);
        Duration atMost = end(event, start.getValue().toInstant(), wholeDays)
                .map(it -> Duration.between(start.getValue().toInstant(), it))
                .orElse(Duration.ZERO)
                .plusDays(1);
        var each = event.getDateIterator(zone(start));
        each.advanceTo(Date.from(at.minus(atMost)));
        while (each.hasNext()) {
            Date next = each.next();
            if (next.toInstant().isAfter(at)) {
                return Optional.empty();
            }
            Optional<Span> span = end(event, next.toInstant(), wholeDays)
                    .map(until -> new Span(next.toInstant(), until, summary(event)))
                    .filter(it -> it.holds(at) && !moved.contains(next));
            if (span.isPresent()) {
                return span;
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

    /** Exact where an end is written, by the clock on the wall where a duration or whole days are; none for a moment. */
    private Optional<Instant> end(VEvent event, Instant begins, boolean wholeDays) {
        ICalDate first = event.getDateStart().getValue();
        ICalDate end = event.getDateEnd() == null ? null : event.getDateEnd().getValue();
        if (wholeDays) {
            long days = end != null
                    ? ChronoUnit.DAYS.between(day(first.toInstant()), day(end.toInstant()))
                    : Math.max(1, duration(event).toDays());
            return Optional.of(day(begins).plusDays(days).atStartOfDay(zone).toInstant());
        }
        if (end != null) {
            return Optional.of(begins.plus(Duration.between(first.toInstant(), end.toInstant())));
        }
        Duration lasts = duration(event);
        return lasts.isZero() ? Optional.empty() : Optional.of(onTheWall(begins, lasts, zone(event.getDateStart())));
    }

    private static Instant onTheWall(Instant begins, Duration lasts, TimeZone here) {
        Instant exact = begins.plus(lasts);
        return exact.plusMillis(here.getOffset(begins.toEpochMilli()) - here.getOffset(exact.toEpochMilli()));
    }

    private LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
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
