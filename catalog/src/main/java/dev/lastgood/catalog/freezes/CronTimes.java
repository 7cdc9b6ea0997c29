package dev.lastgood.catalog.freezes;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.lastgood.catalog.freezes.Freezes.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A freeze that begins as cron says. All of it goes by the clock on the wall, so it needs no care where clocks are changed. */
record CronTimes(String schedule, Duration lasts, ZoneId zone) {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    static Optional<String> wrong(String schedule) {
        try {
            parse(schedule);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException when the schedule is none */
    Optional<Span> at(Instant at) {
        LocalDateTime wall = at.atZone(zone).toLocalDateTime();
        // The last one before: one that begins at this very second counts too.
        return ExecutionTime.forCron(parse(schedule))
                .lastExecution(wall.plusSeconds(1).atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .filter(begun -> wall.isBefore(begun.plus(lasts)))
                .map(begun -> new Span(instant(begun), instant(begun.plus(lasts)), ""));
    }

    private Instant instant(LocalDateTime wall) {
        return wall.atZone(zone).toInstant();
    }

    private static Cron parse(String schedule) {
        try {
            return PARSER.parse(schedule).validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + schedule + "' is no cron schedule; write minute, hour, day, month and weekday, such as"
                            + " 0 18 * * FRI",
                    e);
        }
    }
}
