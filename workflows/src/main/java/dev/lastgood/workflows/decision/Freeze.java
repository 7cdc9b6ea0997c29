package dev.lastgood.workflows.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing is rolled back by itself. Either a schedule and how long it lasts, or a calendar.
 *
 * @param schedule when it begins, as cron writes it, such as {@code 0 18 * * FRI}
 * @param lasts by the clock on the wall: a freeze from Friday 18:00 that lasts 62h ends on Monday at 08:00, also where the
 *     clocks are changed in between
 * @param zone the time zone of {@code schedule}, and of what a calendar writes without one
 * @param calendar an iCalendar file, whose events are the times
 * @param asks a person is asked, instead of only being told
 */
public record Freeze(
        String name,
        @Nullable String schedule,
        @Nullable Duration lasts,
        String zone,
        @Nullable String calendar,
        boolean asks) {

    public Freeze(
            String name, @Nullable String schedule, @Nullable Duration lasts, String zone, @Nullable String calendar) {
        this(name, schedule, lasts, zone, calendar, false);
    }
}
