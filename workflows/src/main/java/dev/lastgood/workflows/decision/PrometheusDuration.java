package dev.lastgood.workflows.decision;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 5m}, {@code 1h30m}, {@code 1d}; also {@code 0}. */
final class PrometheusDuration {
    private static final Pattern WHOLE = Pattern.compile(
            "0|(?=\\d)(\\d{1,5}y)?(\\d{1,5}w)?(\\d{1,6}d)?(\\d{1,8}h)?(\\d{1,9}m(?!s))?(\\d{1,9}s)?(\\d{1,9}ms)?");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[ywdhms])");
    private static final Map<String, Duration> UNITS = Map.of(
            "y", Duration.ofDays(365),
            "w", Duration.ofDays(7),
            "d", Duration.ofDays(1),
            "h", Duration.ofHours(1),
            "m", Duration.ofMinutes(1),
            "s", Duration.ofSeconds(1),
            "ms", Duration.ofMillis(1));

    private PrometheusDuration() {}

    /** Nothing where it is none. */
    static Optional<Duration> parse(String text) {
        String written = text.strip();
        if (!WHOLE.matcher(written).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(written); part.find(); ) {
            sum = sum.plus(
                    UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))));
        }
        return Optional.of(sum);
    }
}
