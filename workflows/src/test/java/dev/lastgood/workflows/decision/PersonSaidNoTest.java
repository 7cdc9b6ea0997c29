package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Sample.NOW;
import static dev.lastgood.workflows.decision.Sample.alert;
import static dev.lastgood.workflows.decision.Sample.rule;
import static dev.lastgood.workflows.decision.Sample.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person has said that nothing is to be rolled back, and Alertmanager sends the alert again, as it does for as long as it fires. */
@Tag("T4")
class PersonSaidNoTest {
    private static final Alert VETOED = alert("P0");

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"AT_ONCE", "VETO", "WATCH", "ASK"})
    void theSameAlertIsNotDecidedAboutAgain(Action action) {
        Decision decision = Decider.decide(VETOED, with(rule(action)), afterANoTo(VETOED.event()));

        assertThat(decision.verdict()).isEqualTo(Verdict.IGNORED);
        assertThat(decision.words())
                .startsWith("vetoed by anna: known (")
                .contains("which stands for as long as this alert fires", "lastgood start");
    }

    @Test
    void anotherAlertIsDecidedAboutAsEver() {
        assertThat(Decider.decide(VETOED, with(rule(Action.VETO)), afterANoTo("another@" + NOW)))
                .extracting(Decision::verdict)
                .isEqualTo(Verdict.WAIT);
    }

    private static World afterANoTo(String event) {
        var no = new World.No("vetoed by anna: known", NOW.minus(Duration.ofMinutes(5)), List.of(event));
        return new World(NOW, false, false, null, null, List.of(), 1, no);
    }
}
