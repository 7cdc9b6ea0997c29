package dev.lastgood.workflows.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing is rolled back by itself. Either a schedule and how long it lasts, or a calendar.
 *
 * @param schedule when it begins, as cron writes it, such as {@code 0 18 * * FRI}
 * @param zone the time zone of {@code schedule}
 * @param calendar an iCalendar file, whose events are the times
 */
public record Freeze(
        String name,
        @Nullable String schedule,
        @Nullable Duration lasts,
        String zone,
        @Nullable String calendar) {}
