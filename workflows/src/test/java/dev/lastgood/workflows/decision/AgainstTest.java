package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Sample.NOW;
import static dev.lastgood.workflows.decision.Sample.STANDARD;
import static dev.lastgood.workflows.decision.Sample.after;
import static dev.lastgood.workflows.decision.Sample.at;
import static dev.lastgood.workflows.decision.Sample.hold;
import static dev.lastgood.workflows.decision.Sample.holding;
import static dev.lastgood.workflows.decision.Sample.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Hold.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What would speak against any alert of this moment. It is 14:05. */
@Tag("T9")
@Tag("T10")
class AgainstTest {
    @Test
    void nothingSpeaksAgainstItInAQuietWorld() {
        assertThat(Decider.against(STANDARD, World.quiet(NOW))).isEmpty();
    }

    @Test
    void whatHoldsIsSaidInTheWordsOfTheDecisionItself() {
        List<Spoken> against = Decider.against(STANDARD, holding(hold(Kind.BRAKE), hold(Kind.PAUSE)));

        assertThat(against)
                .containsExactly(
                        new Spoken(
                                Guard.PAUSE,
                                Verdict.HELD,
                                "paused by ana since 13:50 UTC (migration); 'lastgood resume' ends the pause, 'lastgood"
                                        + " start' rolls back all the same"),
                        new Spoken(
                                Guard.BRAKE,
                                Verdict.HELD,
                                "the brake is pulled since 13:50 UTC (migration); 'lastgood brake rearm' arms it again"));
        assertThat(Decider.decide(Sample.alert("P0"), STANDARD, holding(hold(Kind.PAUSE)))
                        .reasons())
                .contains(against.get(0).words());
    }

    @Test
    void withinTheCooldownAPersonDecidesAndAfterItNothingIsSaid() {
        assertThat(Decider.against(STANDARD, after(at("14:00"))))
                .extracting(Spoken::guard, Spoken::verdict)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Guard.COOLDOWN, Verdict.ASK));
        assertThat(Decider.against(STANDARD, after(NOW.minus(STANDARD.cooldown()))))
                .isEmpty();
    }

    @Test
    void whatRunsOrIsBeingDecidedComesBeforeWhatHolds() {
        World busy = new World(NOW, true, true, null, null, List.of(hold(Kind.PAUSE)), 1);

        assertThat(Decider.against(STANDARD, busy))
                .extracting(Spoken::guard)
                .containsExactly(Guard.RUNNING, Guard.TRIAGE, Guard.PAUSE);
    }

    @Test
    void aFreezeNamesTheRulesThatIgnoreIt() {
        Rule urgent = new Rule(
                "P0",
                List.of(),
                Action.AT_ONCE,
                null,
                Rule.VETO,
                Rule.WATCH,
                null,
                Duration.ofMinutes(30),
                Set.of(),
                null,
                true);

        assertThat(Decider.against(with(urgent), holding(hold(Kind.FREEZE))))
                .extracting(Spoken::words)
                .containsExactly(
                        "frozen (migration); 'lastgood start' rolls back all the same",
                        "the rule 'P0' ignores freezes");
        assertThat(Decider.against(with(urgent), holding(hold(Kind.PAUSE)))).hasSize(1);
    }
}
