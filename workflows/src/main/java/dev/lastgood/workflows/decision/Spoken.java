package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;
import java.time.Instant;

/**
 * What a guard says.
 *
 * @param verdict what it makes of a rule that would roll back; {@link Verdict#START} changes nothing and is only said
 */
public record Spoken(Guard guard, Verdict verdict, String words) {

    /** {@code 14:02 UTC}, with the day where it is not today. */
    static String time(Instant at, Instant now) {
        String minute = Words.minute(at);
        return minute.startsWith(Words.minute(now).substring(0, "yyyy-MM-dd".length()))
                ? minute.substring("yyyy-MM-dd ".length())
                : minute;
    }

    /** {@code 12m}; seconds only where there is nothing else. */
    static String lasting(Duration duration) {
        Duration positive = duration.isNegative() ? Duration.ZERO : duration;
        return Words.duration(
                positive.compareTo(Duration.ofMinutes(1)) < 0 ? positive : Duration.ofMinutes(positive.toMinutes()));
    }
}
