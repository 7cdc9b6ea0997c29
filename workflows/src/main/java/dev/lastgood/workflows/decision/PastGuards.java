package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Spoken.lasting;
import static dev.lastgood.workflows.decision.Spoken.time;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the last rollback, and a person's last word, say to the next one. */
final class PastGuards {
    private PastGuards() {}

    static List<Spoken> of(Alert alert, Policy policy, World world) {
        return Stream.concat(ofAPerson(alert, world).stream(), ofTheLast(alert, policy, world).stream())
                .toList();
    }

    /** A repeat is not asked about again, whoever forgot to silence it. */
    private static Optional<Spoken> ofAPerson(Alert alert, World world) {
        World.No no = world.no();
        return no == null || !no.events().contains(alert.event())
                ? Optional.empty()
                : Optional.of(new Spoken(
                        Guard.SAID_NO,
                        Verdict.IGNORED,
                        no.words() + (no.at() == null ? "" : " (" + time(no.at(), world.now()) + ")")
                                + "; it is the same alert, still firing: that stands for it, a person can roll back by"
                                + " 'lastgood start'"));
    }

    private static List<Spoken> ofTheLast(Alert alert, Policy policy, World world) {
        World.Last last = world.last();
        if (last == null) {
            return List.of();
        }
        String ended = "the last rollback ended at " + time(last.endedAt(), world.now())
                + (last.outcome().isBlank() ? "" : " (" + last.outcome() + ")");
        if (alert.startsAt().isBefore(last.endedAt())) {
            return List.of(new Spoken(
                    Guard.SAME_EVENT,
                    Verdict.IGNORED,
                    "firing since before the last rollback ended: " + ended + ", the alert began at "
                            + time(alert.startsAt(), world.now())
                            + "; not rolled back again by itself, a person can by 'lastgood start'"));
        }
        Duration left = Duration.between(world.now(), last.endedAt().plus(policy.cooldown()));
        return left.isNegative() || left.isZero()
                ? List.of()
                : List.of(new Spoken(
                        Guard.COOLDOWN,
                        Verdict.ASK,
                        ended + ": within the cooldown of " + lasting(policy.cooldown()) + " a person decides; "
                                + lasting(left) + " left"));
    }
}
