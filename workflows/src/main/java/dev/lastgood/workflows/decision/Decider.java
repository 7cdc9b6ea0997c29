package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Spoken.lasting;
import static dev.lastgood.workflows.decision.Spoken.time;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides. Pure: the same alert, policy and world give the same decision, on every machine and in every replay. */
public final class Decider {
    /** From what counts most. Those that are not here never speak against a rule. */
    private static final List<Verdict> WEIGHT = List.of(Verdict.JOIN, Verdict.IGNORED, Verdict.HELD, Verdict.ASK);

    /** And of the same weight the most important first. */
    private static final Comparator<Spoken> WEIGHTIEST =
            Comparator.comparingInt((Spoken it) -> weight(it.verdict())).thenComparing(Spoken::guard);

    private static final Rule ANY = Rule.of("every alert routed here", List.of(), Action.AT_ONCE);

    private Decider() {}

    /**
     * For a firing alert of one service. Asked twice: by whoever receives the alert, without having looked at the release, and
     * then, before anything is touched, with it.
     *
     * <p>The first rule that matches says what is to be done; guards may only make less of it. What a rule only fixes forward
     * or ignores stays that. A triage that is joined asks again, as the newer alert may be the more urgent one: its rule
     * stands in the decision.
     */
    public static Decision decide(Alert alert, Policy policy, World world) {
        Rule rule = rule(alert, policy).orElse(null);
        Verdict wanted = rule == null ? Verdict.ASK : verdict(rule.action());
        Instant due =
                rule == null || rule.within() == null ? null : alert.startsAt().plus(rule.within());
        String matrix = matrix(alert, rule, world.now());
        if (wanted == Verdict.FIX_FORWARD || wanted == Verdict.IGNORED) {
            return new Decision(wanted, rule, List.of(matrix), world.now(), List.of(), due);
        }
        List<Spoken> spoken = guards(alert, rule, wanted, policy, world);
        Optional<Spoken> decides = spoken.stream()
                .filter(it -> weight(it.verdict()) < weight(wanted))
                .findFirst();
        List<String> reasons =
                new ArrayList<>(spoken.stream().map(Spoken::words).toList());
        reasons.add(decides.isPresent() ? 1 : 0, matrix);
        return new Decision(
                decides.map(Spoken::verdict).orElse(wanted),
                rule,
                reasons,
                world.now(),
                spoken.stream()
                        .filter(it -> it.verdict() != Verdict.START)
                        .map(Spoken::guard)
                        .toList(),
                due);
    }

    /** The rule that an alert meets; none where the catalog has rules and no one of them is about it. */
    private static Optional<Rule> rule(Alert alert, Policy policy) {
        return policy.rules().isEmpty()
                ? Optional.of(ANY)
                : policy.rules().stream()
                        .filter(it -> it.matches(alert.labels()))
                        .findFirst();
    }

    /**
     * What would speak against a rollback by itself for an alert that begins now, whichever it is, and whatever release runs.
     * The weightiest first.
     */
    public static List<Spoken> against(Policy policy, World world) {
        List<Spoken> all = standing(world.now(), null, policy, world);
        if (all.stream().anyMatch(it -> it.guard() == Guard.FREEZE)) {
            policy.rules().stream()
                    .filter(Rule::ignoresFreeze)
                    .map(it -> new Spoken(Guard.FREEZE, Verdict.START, "the rule '" + it.name() + "' ignores freezes"))
                    .forEach(all::add);
        }
        all.sort(WEIGHTIEST);
        return all;
    }

    private static List<Spoken> guards(Alert alert, @Nullable Rule rule, Verdict wanted, Policy policy, World world) {
        List<Spoken> all = standing(alert.startsAt(), rule, policy, world);
        all.addAll(PastGuards.ofAPerson(alert, world));
        all.addAll(ReleaseGuards.of(alert, rule, policy, world));
        if (wanted == Verdict.ASK || world.rollbackRuns()) {
            all.removeIf(it -> it.guard() == Guard.TOO_MANY); // It does not want to by itself, or does so already.
        }
        all.sort(WEIGHTIEST);
        return all;
    }

    /** What can be said with no look at the release. */
    private static List<Spoken> standing(Instant startsAt, @Nullable Rule rule, Policy policy, World world) {
        List<Spoken> all = new ArrayList<>();
        if (world.rollbackRuns()) {
            all.add(new Spoken(Guard.RUNNING, Verdict.JOIN, "joins the running rollback"));
        }
        if (world.triageRuns()) {
            all.add(new Spoken(Guard.TRIAGE, Verdict.JOIN, "joins what is being decided"));
        }
        all.addAll(HoldGuards.of(rule, policy, world));
        all.addAll(PastGuards.of(startsAt, policy, world));
        return all;
    }

    private static int weight(Verdict verdict) {
        int weight = WEIGHT.indexOf(verdict);
        return weight < 0 ? WEIGHT.size() : weight;
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

    /** {@code P0 - Critical: roll back at once, within 5m of 14:02 UTC}. */
    private static String matrix(Alert alert, @Nullable Rule rule, Instant now) {
        if (rule == null) {
            return "no rule of the catalog's decisions matches it: a person decides";
        }
        return rule.name() + ": " + does(rule)
                + (rule.within() == null ? "" : limit(rule.within(), alert.startsAt(), now));
    }

    private static String limit(Duration within, Instant startsAt, Instant now) {
        Duration over = Duration.between(startsAt.plus(within), now);
        return ", within " + lasting(within) + " of " + time(startsAt, now)
                + (over.isNegative() || over.isZero() ? "" : ", which passed " + lasting(over) + " ago");
    }

    private static String does(Rule rule) {
        return switch (rule.action()) {
            case AT_ONCE -> "roll back at once";
            case VETO -> "roll back unless vetoed within " + lasting(rule.veto());
            case WATCH -> "watch for " + lasting(rule.watch()) + ", and roll back when it gets worse";
            case ASK -> "a person decides";
            case FIX_FORWARD -> "the fix goes forward, nothing is rolled back";
            case IGNORE -> "nothing is done";
        };
    }
}
