package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Sample.BEGAN;
import static dev.lastgood.workflows.decision.Sample.NOW;
import static dev.lastgood.workflows.decision.Sample.STANDARD;
import static dev.lastgood.workflows.decision.Sample.alert;
import static dev.lastgood.workflows.decision.Sample.at;
import static dev.lastgood.workflows.decision.Sample.decide;
import static dev.lastgood.workflows.decision.Sample.rule;
import static dev.lastgood.workflows.decision.Sample.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestPolicies;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether an alert rolls a service back: one row a case. The alert began at 14:02, and it is 14:05. */
class DeciderTest {
    @ParameterizedTest
    @Tag("T4")
    @CsvSource({
        "AT_ONCE,     START,       P0: roll back at once",
        "VETO,        WAIT,        P0: roll back unless vetoed within 5m",
        "WATCH,       WAIT,        'P0: watch for 10m, and roll back when it gets worse'",
        "ASK,         ASK,         P0: a person decides",
        "FIX_FORWARD, FIX_FORWARD, 'P0: the fix goes forward, nothing is rolled back'",
        "IGNORE,      IGNORED,     P0: nothing is done"
    })
    void theFirstRuleThatMatchesDecides(Action action, Verdict verdict, String words) {
        Rule never = Rule.of("never", List.of("severity=P9"), Action.AT_ONCE);
        Rule late = Rule.of("late", List.of(), Action.ASK);
        Decision decision = decide(with(never, rule(action), late), World.quiet(NOW));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.rule()).isEqualTo(rule(action));
        assertThat(decision.reasons()).containsExactly(words);
    }

    @Test
    void anAlertThatNoRuleIsAboutIsAsked() {
        Decision decision = decide(with(Rule.of("P0", List.of("severity=P0"), Action.AT_ONCE)), World.quiet(NOW));
        assertThat(decision.verdict()).isEqualTo(Verdict.ASK);
        assertThat(decision.words()).isEqualTo("no rule of the catalog's decisions matches it: a person decides");
    }

    @Test
    void withoutAnyRuleEachAlertOfTheServiceRollsItBack() {
        assertThat(decide(STANDARD, World.quiet(NOW)).verdict()).isEqualTo(Verdict.START);
    }

    @Test
    @Tag("T4")
    void theTimeLimitCountsFromTheAlertsBeginning() {
        Rule rule = within(Duration.ofMinutes(5));
        Decision decision = decide(with(rule), World.quiet(NOW));
        assertThat(decision.due()).isEqualTo(at("14:07"));
        assertThat(decision.words()).isEqualTo("P0: roll back at once, within 5m of 14:02 UTC");
    }

    @Test
    @Tag("T4")
    void aTimeLimitThatHasPassedIsTold() {
        assertThat(decide(with(within(Duration.ofMinutes(1))), World.quiet(NOW)).words())
                .endsWith("within 1m of 14:02 UTC, which passed 2m ago");
    }

    private static Rule within(Duration within) {
        return new Rule(
                "P0", List.of(), Action.AT_ONCE, within, Rule.VETO, Rule.WATCH, null, Rule.HOTFIX, Set.of(), null);
    }

    @ParameterizedTest
    @Tag("T3")
    @EnumSource(Policy.Resolved.class)
    void resolvedMeansWhatThePolicySaysOnlyWhileNothingIsContainedAndNoOtherFires(Policy.Resolved says) {
        Policy policy = TestPolicies.standard().onResolved(says).build();
        assertThat(policy.resolved(false, false)).isEqualTo(says);
        assertThat(policy.resolved(true, false)).isEqualTo(Policy.Resolved.GO_ON);
        assertThat(policy.resolved(false, true)).isEqualTo(Policy.Resolved.GO_ON);
    }

    @Test
    void aTimeOfAnotherDayIsToldWithIt() {
        Alert yesterday = alert(BEGAN.minus(Duration.ofDays(1)), Map.of());
        assertThat(Decider.decide(yesterday, with(within(Duration.ofHours(48))), World.quiet(NOW))
                        .words())
                .endsWith("within 48h 00m of 2026-11-20 14:02 UTC");
    }
}
