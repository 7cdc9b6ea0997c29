package dev.lastgood.starter;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks one question and ends with its answer; keeps what reaches it. No activity, so that only the edge is tested. */
public class FakeRollback implements Rollback {
    private final List<RollbackStatus.Event> timeline = new ArrayList<>();
    private RollbackRequest request;
    private Answer given;
    private boolean cancelled;
    private RollbackStatus.Outcome outcome;

    @Override
    public RollbackStatus.Outcome run(RollbackRequest same) {
        request = same;
        Workflow.upsertMemo(java.util.Map.of("left", "the kill switch is on"));
        Workflow.await(() -> given != null || cancelled);
        outcome = cancelled
                ? new RollbackStatus.Outcome(RollbackStatus.Outcome.Kind.UNDONE, "cancelled", false)
                : new RollbackStatus.Outcome(
                        RollbackStatus.Outcome.Kind.RESTORED,
                        "answered " + given.choice() + " by " + given.person(),
                        false);
        return outcome;
    }

    @Override
    public RollbackStatus status() {
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        Question question = given != null
                ? null
                : new Question(
                        "q1",
                        StepId.APPROVAL,
                        "Restore it?",
                        List.of(),
                        List.of(Choice.APPROVE, Choice.REJECT, Choice.REOPEN),
                        null,
                        now,
                        now.plus(Duration.ofMinutes(30)),
                        "it counts as a no");
        return new RollbackStatus(
                new RollbackRef(request.service().ref(), "1a2b3c4d"),
                Phase.ROLL_BACK,
                request.cause().reason(),
                request.cause().by(),
                now,
                outcome == null ? null : now,
                Planner.plan(request),
                List.of(),
                question,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of("the kill switch is on"),
                List.of(),
                timeline,
                outcome);
    }

    @Override
    public Answer.Decided approve(Answer answer) {
        return take(answer, Choice.APPROVE);
    }

    @Override
    public Answer.Decided reject(Answer answer) {
        return take(answer, Choice.REJECT);
    }

    @Override
    public Answer.Decided answer(Answer answer) {
        return take(answer, answer.choice());
    }

    private Answer.Decided take(Answer answer, Choice choice) {
        if (!"q1".equals(answer.questionId() == null ? "q1" : answer.questionId())) {
            throw Failures.permanent(FailureType.ANSWER_REFUSED, "the open question is q1, not " + answer.questionId());
        }
        given = new Answer("q1", choice, answer.person(), answer.comment());
        return new Answer.Decided("q1", choice, "Answer to q1: " + choice.words());
    }

    @Override
    public void approveRestore(String person) {}

    @Override
    public void alert(Alert alert) {
        say("alert " + alert.fingerprint() + " firing=" + alert.firing(), null);
    }

    @Override
    public void requested(RollbackRequest other) {
        say("requested " + other.mode(), other.cause().by());
    }

    @Override
    public String widen(RollbackRequest wider) {
        say("widened", wider.cause().by());
        return "The plan is wider now";
    }

    @Override
    public WatchEnded endWatch(EndWatch end) {
        say("the watch ends early: " + end.reason(), end.person());
        return new WatchEnded("the watch ends early: " + end.reason());
    }

    @Override
    public void cancel(Cancel cancel) {
        cancelled = true;
        say("cancelled: " + cancel.reason(), cancel.person());
    }

    private void say(String text, String person) {
        timeline.add(new RollbackStatus.Event(Instant.ofEpochMilli(Workflow.currentTimeMillis()), null, person, text));
    }
}
