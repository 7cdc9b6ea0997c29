package dev.lastgood.catalog.freezes;

import dev.lastgood.workflows.decision.Freeze;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.Hold.Kind;
import dev.lastgood.workflows.decision.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which freezes of a policy hold. Reads calendars where it is asked, each time: they change without the catalog. */
public final class Freezes {
    private Freezes() {}

    /** The freezes that hold then. One that can't be told counts as one in which a person is asked. */
    public static List<Hold> holds(Policy policy, Instant at) {
        return policy.freezes().stream().flatMap(it -> hold(it, at).stream()).toList();
    }

    /** What is wrong with a cron schedule, and after a semicolon what would be right. */
    public static Optional<String> wrongSchedule(String schedule) {
        return CronTimes.wrong(schedule);
    }

    /** What is wrong with a calendar, and after a semicolon what would be right. */
    public static Optional<String> wrongCalendar(Path file, ZoneId zone) {
        try {
            return CalendarTimes.read(file, zone).isEmpty()
                    ? Optional.of("no event is in it; export a calendar that has some")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("it can't be read; name an iCalendar file (.ics) that is there");
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A time that is frozen.
     *
     * @param what of the calendar's event; empty for a schedule
     */
    record Span(Instant from, Instant until, String what) {
        boolean holds(Instant at) {
            return !from.isAfter(at) && until.isAfter(at);
        }
    }

    private static Optional<Hold> hold(Freeze freeze, Instant at) {
        try {
            ZoneId zone = ZoneId.of(freeze.zone());
            Optional<Span> span = freeze.calendar() != null
                    ? CalendarTimes.read(Path.of(freeze.calendar()), zone).at(at)
                    : new CronTimes(
                                    Objects.requireNonNullElse(freeze.schedule(), ""),
                                    Objects.requireNonNullElse(freeze.lasts(), Duration.ZERO),
                                    zone)
                            .at(at);
            return span.map(it -> new Hold(
                    Kind.FREEZE,
                    "all",
                    "the catalog",
                    it.what().isEmpty() ? freeze.name() : freeze.name() + ": " + it.what(),
                    it.from(),
                    it.until(),
                    freeze.asks()));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.of(new Hold(
                    Kind.FREEZE,
                    "all",
                    "the catalog",
                    freeze.name() + " can't be told here, so it counts: "
                            + (e instanceof IOException ? freeze.calendar() + " can't be read" : e.getMessage()),
                    null,
                    null,
                    true));
        }
    }
}
