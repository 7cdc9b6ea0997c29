package dev.lastgood.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowTest {
    final FakeStarter starter = new FakeStarter();
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final AtomicInteger cleared = new AtomicInteger();

    @AfterEach
    void stop() {
        starter.close();
    }

    @Test
    void printsWhatHappensAsksAndTellsTheAnswer() throws Exception {
        RollbackStatus end = follow(new Answers.ByItself(false)).toItsEnd();

        assertThat(end.outcome()).isNotNull();
        assertThat(starter.said).isEqualTo(new StarterApi.Said("demo", null, "q1", Choice.APPROVE));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("Kill switch is on")
                .contains("It asks: Give up 37 orders?")
                .contains("orders: 37 only in live")
                .contains("demo: the restore is approved");
    }

    @Test
    void clearsTheFaultBeforeItAnswersSoThatARetryOrAnUndoCanWork() throws Exception {
        follow(new Answers.ByItself(true)).toItsEnd();

        assertThat(starter.said).isNotNull().extracting(StarterApi.Said::choice).isEqualTo(Choice.REJECT);
        assertThat(cleared).hasValue(1);
    }

    @Test
    void aYesToTheRestoreLeavesTheFaultToTheStepThatComesAfterIt() throws Exception {
        follow(new Answers.ByItself(false)).toItsEnd();

        assertThat(cleared).hasValue(0);
    }

    @Test
    void saysThatTheRollbackWasEndedFromOutside() {
        starter.execution = "TERMINATED";

        assertThatThrownBy(() -> follow(new Answers.ByItself(false)).toItsEnd())
                .hasMessageContaining("ended from outside: someone terminated it");
    }

    private Follow follow(Answers answers) {
        return new Follow(
                new StarterApi(starter.url(), "w", "a", FakeStarter.SHOP),
                new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 110),
                answers,
                cleared::incrementAndGet);
    }
}
