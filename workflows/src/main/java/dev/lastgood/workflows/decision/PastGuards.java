package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Spoken.lasting;
import static dev.lastgood.workflows.decision.Spoken.time;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the last rollback, and a person's last word, say to the next one. */
final class PastGuards {
    private PastGuards() {}

    /** A repeat is not asked about again, whoever forgot to silence it. */
    static List<Spoken> ofAPerson(Alert alert, World world) {
        World.No no = world.no();
        return no == null || !no.events().contains(alert.event())
                ? List.of()
                : List.of(new Spoken(
                        Guard.SAID_NO,
                        Verdict.IGNORED,
                        no.words() + (no.at() == null ? "" : " (" + time(no.at(), world.now()) + ")")
                                + ", which stands for as long as this alert fires; 'lastgood start' rolls back all the"
                                + " same"));
    }

    /** @param startsAt of the alert */
    static List<Spoken> of(Instant startsAt, Policy policy, World world) {
        World.Last last = world.last();
        if (last == null) {
            return List.of();
        }
        String ended = "the last rollback ended at " + time(last.endedAt(), world.now())
                + (last.outcome().isBlank() ? "" : " (" + last.outcome() + ")");
        if (startsAt.isBefore(last.endedAt())) {
            return List.of(new Spoken(
                    Guard.SAME_EVENT,
                    Verdict.IGNORED,
                    "firing since before the last rollback ended: " + ended + ", the alert began at "
                            + time(startsAt, world.now())
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
