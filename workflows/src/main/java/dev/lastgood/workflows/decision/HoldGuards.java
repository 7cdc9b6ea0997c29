package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Spoken.lasting;
import static dev.lastgood.workflows.decision.Spoken.time;

import dev.lastgood.workflows.decision.Decision.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pause, brake and freeze, and too many services at once. */
final class HoldGuards {
    private HoldGuards() {}

    static List<Spoken> of(@Nullable Rule rule, Policy policy, World world) {
        Stream<Spoken> holds =
                world.holds().stream().filter(it -> it.holds(world.now())).map(it -> spoken(it, rule, world));
        return Stream.concat(holds, tooMany(policy, world)).toList();
    }

    private static Spoken spoken(Hold hold, @Nullable Rule rule, World world) {
        String when = hold.since() == null ? "" : " since " + time(hold.since(), world.now());
        String until = hold.until() == null ? "" : ", until " + time(hold.until(), world.now());
        return switch (hold.kind()) {
            case PAUSE ->
                new Spoken(
                        Guard.PAUSE,
                        Verdict.HELD,
                        "paused by " + hold.by() + when + until + why(hold) + "; '" + hold.lifting()
                                + "' ends the pause, 'lastgood start' rolls back all the same");
            case BRAKE ->
                new Spoken(
                        Guard.BRAKE,
                        Verdict.HELD,
                        "the brake is pulled" + when + why(hold) + "; 'lastgood brake rearm' arms it again");
            case FREEZE -> freeze(hold, rule, "frozen" + until + why(hold));
        };
    }

    private static Spoken freeze(Hold hold, @Nullable Rule rule, String words) {
        if (rule != null && rule.ignoresFreeze()) {
            return new Spoken(Guard.FREEZE, Verdict.START, words + "; this rule ignores freezes");
        }
        return hold.asks()
                ? new Spoken(Guard.FREEZE, Verdict.ASK, words + "; a person decides")
                : new Spoken(Guard.FREEZE, Verdict.HELD, words + "; 'lastgood start' rolls back all the same");
    }

    private static String why(Hold hold) {
        return hold.reason().isBlank() ? "" : " (" + hold.reason() + ")";
    }

    private static Stream<Spoken> tooMany(Policy policy, World world) {
        Policy.Brake brake = policy.brake();
        return brake.services() <= 0 || world.wanting() <= brake.services()
                ? Stream.empty()
                : Stream.of(new Spoken(
                        Guard.TOO_MANY,
                        Verdict.HELD,
                        world.wanting() + " services want to roll back within " + lasting(brake.within())
                                + ", more than " + brake.services()
                                + ": it is then something they share, such as the network, a database or Prometheus."
                                + " The brake is pulled; 'lastgood brake rearm' arms it again"));
    }
}
