package dev.lastgood.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalAnswersTest {
    private static final Question APPROVAL = question(Choice.APPROVE, Choice.REJECT);

    final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void asksForTheNameOnceAndThenForYesOrNo() throws Exception {
        TerminalAnswers answers = typed("Ada\nyes\n");

        assertThat(first(answers, APPROVAL)).hasValue(Choice.APPROVE);
        assertThat(answers.person()).isEqualTo("Ada");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Your name [root]:")
                .contains("yes / no?");
    }

    @Test
    void anEmptyNameIsTheLogin() throws Exception {
        TerminalAnswers answers = typed("\nno\n");

        assertThat(first(answers, APPROVAL)).hasValue(Choice.REJECT);
        assertThat(answers.person()).isEqualTo("root");
    }

    @Test
    void whatIsNotUnderstoodIsAskedAgain() throws Exception {
        assertThat(first(typed("Ada\nmaybe\ny\n"), APPROVAL)).hasValue(Choice.APPROVE);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("'maybe' is none of the answers:")
                .contains("no  (no, undo it)");
    }

    @Test
    void offersWhatTheQuestionOffers() throws Exception {
        TerminalAnswers answers = typed("Ada\nyes\ndone-by-hand\n");

        assertThat(first(answers, question(Choice.RETRY, Choice.DONE_BY_HAND, Choice.UNDO)))
                .hasValue(Choice.DONE_BY_HAND);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("retry / done-by-hand / undo?");
    }

    @Test
    void saysHowToAnswerWhereNobodyCanType() throws Exception {
        TerminalAnswers answers = typed("");

        assertThat(first(answers, APPROVAL)).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("nobody can type here");
    }

    @Test
    void byItselfApprovesAndUndoesWhatFailed() throws Exception {
        assertThat(new Answers.ByItself(false).answer(APPROVAL)).hasValue(Choice.APPROVE);
        assertThat(new Answers.ByItself(true).answer(APPROVAL)).hasValue(Choice.REJECT);
        assertThat(new Answers.ByItself(false).answer(question(Choice.RETRY, Choice.UNDO, Choice.LEAVE_TO_ME)))
                .hasValue(Choice.UNDO);
    }

    private TerminalAnswers typed(String lines) {
        Keyboard keyboard = new Keyboard(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return new TerminalAnswers(new Screen(new PrintStream(printed, true), false, 110), keyboard, "root");
    }

    private static Optional<Choice> first(Answers answers, Question question) throws InterruptedException {
        Optional<Choice> choice = Optional.empty();
        for (int i = 0; i < 6 && choice.isEmpty(); i++) {
            choice = answers.answer(question);
        }
        return choice;
    }

    private static Question question(Choice... choices) {
        return new Question(
                "q1", StepId.APPROVAL, "Swap?", List.of(), List.of(choices), null, Instant.EPOCH, Instant.EPOCH, "no");
    }
}
