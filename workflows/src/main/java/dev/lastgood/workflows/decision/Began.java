package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When what an alert tells of began: at some time between the two. An alert fires once its expression held for the rule's
 * {@code for}, and the expression looks back over its range.
 *
 * @param notes what of the alert's own words could not be read
 */
record Began(Instant earliest, Instant latest, List<String> notes) {

    static Began of(Alert alert, Policy policy) {
        Optional<Duration> lasting = duration(alert, Annotations.FOR);
        Optional<Duration> range = duration(alert, Annotations.RANGE);
        List<String> notes = Stream.of(Annotations.FOR, Annotations.RANGE)
                .filter(it -> alert.annotations().containsKey(it))
                .filter(it -> duration(alert, it).isEmpty())
                .map(it -> "the annotation " + it + " '" + alert.annotations().get(it) + "' is no duration such as 5m")
                .toList();
        if (lasting.isEmpty() && range.isEmpty()) {
            return new Began(alert.startsAt().minus(policy.alertFor()), alert.startsAt(), notes);
        }
        Instant held = alert.startsAt().minus(lasting.orElse(Duration.ZERO));
        return new Began(held.minus(range.orElse(Duration.ZERO)), held, notes);
    }

    private static Optional<Duration> duration(Alert alert, String annotation) {
        return Optional.ofNullable(alert.annotations().get(annotation)).flatMap(PrometheusDuration::parse);
    }
}
