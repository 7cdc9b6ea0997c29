package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import java.util.List;
import java.util.Optional;

/** Decides. Pure: the same alert, policy and world give the same decision, on every machine and in every replay. */
public final class Decider {
    private Decider() {}

    /**
     * For a firing alert of one service. Asked twice: by whoever receives the alert, without having looked at the release, and
     * then, before anything is touched, with it.
     */
    public static Decision decide(Alert alert, Policy policy, World world) {
        if (world.rollbackRuns() || world.triageRuns()) {
            return new Decision(
                    Verdict.JOIN,
                    null,
                    List.of(world.rollbackRuns() ? "joins the running rollback" : "joins what is being decided"),
                    world.now());
        }
        Optional<Rule> rule = policy.rules().isEmpty()
                ? Optional.of(Rule.of("every alert routed here", List.of(), Action.AT_ONCE))
                : policy.rules().stream()
                        .filter(it -> it.when().stream()
                                .map(Matcher::parse)
                                .allMatch(matcher -> matcher.matches(alert.labels())))
                        .findFirst();
        return rule.map(it -> new Decision(verdict(it.action()), it, List.of(it.name()), world.now()))
                .orElseGet(() -> new Decision(
                        Verdict.ASK, null, List.of("no rule of the catalog's decisions matches it"), world.now()));
    }

    private static Verdict verdict(Action action) {
        return switch (action) {
            case AT_ONCE -> Verdict.START;
            case VETO, WATCH -> Verdict.WAIT;
            case ASK -> Verdict.ASK;
            case FIX_FORWARD -> Verdict.FIX_FORWARD;
            case IGNORE -> Verdict.IGNORED;
        };
    }
}
