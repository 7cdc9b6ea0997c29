package dev.lastgood.catalog.freezes;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.lastgood.catalog.freezes.Freezes.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A freeze that begins as cron says. It lasts by the clock on the wall, also where clocks are changed meanwhile. */
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
        // The last one before: one that begins at this very second counts too.
        ZonedDateTime next = at.atZone(zone).plusSeconds(1);
        return ExecutionTime.forCron(parse(schedule))
                .lastExecution(next)
                .map(begun -> new Span(begun.toInstant(), end(begun), ""))
                .filter(it -> it.holds(at));
    }

    private Instant end(ZonedDateTime begun) {
        return begun.toLocalDateTime().plus(lasts).atZone(zone).toInstant();
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
