package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks people, one question at a time, and takes their answers. */
final class Desk {
    private final Board board;
    private final Announcer announcer;
    private final Duration answerWithin;
    private int asked;
    private boolean numbersShown;
    private boolean numbersMoved;
    private @Nullable Question open;
    private @Nullable Answer given;
    private String lastAnswer = "no question has been asked yet";

    Desk(Board board, Announcer announcer, Duration answerWithin) {
        this.board = board;
        this.announcer = announcer;
        this.answerWithin = answerWithin;
    }

    /** What is to be asked. */
    record Draft(
            StepId step,
            String text,
            List<String> lines,
            List<Choice> choices,
            @Nullable Comparison comparison,
            String ifNoAnswer) {}

    /** Waits for the answer; null when none came in time. */
    @Nullable
    Answer ask(Draft draft) {
        Workflow.await(() -> open == null);
        var question = new Question(
                "q" + ++asked,
                draft.step(),
                draft.text(),
                draft.lines(),
                draft.choices(),
                draft.comparison(),
                Board.now(),
                Board.now().plus(answerWithin),
                draft.ifNoAnswer());
        numbersMoved = numbersShown && draft.comparison() != null;
        numbersShown = numbersShown || draft.comparison() != null;
        open = question;
        given = null;
        board.asks(question);
        board.say(draft.step(), null, "Asked (" + question.id() + "): " + question.text());
        announcer.tell(Notice.Kind.QUESTION, question.text(), Map.of("ifNoAnswer", question.ifNoAnswer()), lines());
        try {
            if (!Timers.await(answerWithin, "Waiting for an answer: " + question.text(), () -> given != null)) {
                lastAnswer = question.id() + " got no answer";
                board.say(draft.step(), null, "No answer to " + question.id() + ": " + question.ifNoAnswer());
            }
            return given;
        } catch (CanceledFailure cancelled) {
            lastAnswer = question.id() + " was withdrawn";
            throw cancelled;
        } finally {
            open = null;
            board.asks(null);
        }
    }

    /** Takes an answer, or refuses it with the reason; both stand in the timeline. */
    Answer.Decided take(Answer answer, @Nullable Choice meant, boolean proven) {
        Choice choice = meant == null ? answer.choice() : meant;
        Question question = open;
        String refusal = refusal(answer, choice, question);
        if (refusal != null || question == null || choice == null) {
            board.heard(answer.person(), "An answer was refused: " + refusal);
            throw refused(String.valueOf(refusal));
        }
        given = new Answer(question.id(), choice, answer.person(), answer.comment());
        String comment = answer.comment() == null || answer.comment().isBlank() ? "" : ": " + answer.comment();
        String text = "Answer to " + question.id() + ": " + choice.said() + comment
                + (proven ? "" : " (the name is as claimed)");
        lastAnswer = question.id() + " was answered by " + answer.person() + ": " + choice.said();
        board.say(question.step(), answer.person(), text);
        return new Answer.Decided(question.id(), choice, text);
    }

    private @Nullable String refusal(Answer answer, @Nullable Choice choice, @Nullable Question question) {
        if (answer.person() == null || answer.person().isBlank()) {
            return "an answer needs the name of who gives it";
        }
        if (question == null || given != null) {
            return "nothing is being asked; " + lastAnswer;
        }
        if (answer.questionId() != null && !answer.questionId().equals(question.id())) {
            return "the open question is " + question.id() + ", not " + answer.questionId()
                    + ": look at it and answer again";
        }
        if (numbersMoved && answer.questionId() == null && choice == Choice.APPROVE) {
            return "what would be given up has changed since it was first asked: " + question.text() + " If that is"
                    + " still right, answer " + question.id() + " by its name";
        }
        if (choice == null || !question.choices().contains(choice)) {
            return question.id() + " can be answered by "
                    + question.choices().stream().map(Choice::key).collect(Collectors.joining(", "));
        }
        if (choice == Choice.SKIP
                && (answer.comment() == null || answer.comment().isBlank())) {
            return "to skip a step needs the reason, as the comment";
        }
        return null;
    }

    private List<String> lines() {
        Question question = java.util.Objects.requireNonNull(open);
        var lines = new java.util.ArrayList<>(question.lines());
        lines.addAll(Commands.answers(board.status(), question));
        return lines;
    }

    private static ApplicationFailure refused(String why) {
        return Failures.permanent(FailureType.ANSWER_REFUSED, why);
    }
}
