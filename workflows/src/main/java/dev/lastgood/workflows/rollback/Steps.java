package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs one step: times it, records it, and asks a person when it fails. */
final class Steps {
    private final Board board;
    private final Desk desk;
    private final Announcer announcer;
    private final Undos undos;
    private final Diagnoses diagnoses;

    Steps(Board board, Desk desk, Announcer announcer, Undos undos, Diagnoses diagnoses) {
        this.board = board;
        this.desk = desk;
        this.announcer = announcer;
        this.undos = undos;
        this.diagnoses = diagnoses;
    }

    /** What can be done about a step that failed, before and instead of asking a person. */
    interface Recovery {
        Recovery NONE = new Recovery() {
            @Override
            public boolean mends(TemporalFailure failure) {
                return false;
            }

            @Override
            public void prepare() {}
        };

        /** Whether something was done after which the step is worth another try. */
        boolean mends(TemporalFailure failure);

        /** Before each further try, whoever wants it. */
        void prepare();
    }

    /**
     * Runs a step that is planned and not yet done; {@code work} returns what was done, as a sentence.
     *
     * @return whether the step stands: done or done by hand; not when it was skipped or is not in the plan
     */
    boolean run(StepId step, Supplier<String> work) {
        return run(step, work, Recovery.NONE);
    }

    /** As {@link #run(StepId, Supplier)}, with what is done when it fails. */
    boolean run(StepId step, Supplier<String> work, Recovery recovery) {
        if (!board.plan().has(step) || board.state(step) == State.SKIPPED) {
            return false;
        }
        if (stands(step)) {
            return true;
        }
        String byHand = null;
        while (true) {
            try {
                String detail = timed(step, work);
                board.ended(step, byHand == null ? State.DONE : State.BY_HAND, byHand, detail);
                return true;
            } catch (TemporalFailure failure) {
                if (Failures.isCancellation(failure)) {
                    board.ended(step, State.FAILED, null, "cancelled");
                    throw failure;
                }
                board.ended(step, State.FAILED, null, Failures.brief(failure));
                if (recovery.mends(failure)) {
                    byHand = null;
                    recovery.prepare();
                    continue;
                }
                Answer answer = failed(step, failure);
                switch (java.util.Objects.requireNonNull(answer.choice())) {
                    case RETRY -> byHand = null;
                    // Looking is what every activity does first: it finds what was done by hand, or says that it does
                    // not.
                    case DONE_BY_HAND -> byHand = answer.person();
                    case SKIP -> {
                        board.ended(step, State.SKIPPED, answer.person(), "skipped: " + answer.comment());
                        return false;
                    }
                    case LEAVE_TO_ME ->
                        throw new Stopped(Stopped.Then.HAND_OVER, answer.person() + " took over at: " + step.title());
                    default ->
                        throw new Stopped(Stopped.Then.UNDO, step.title() + " failed: " + Failures.brief(failure));
                }
                recovery.prepare();
            }
        }
    }

    /** As {@link #run}, but nothing waits for it: when it fails, that is told, and nobody is asked. */
    void beside(StepId step, String without, Supplier<String> work) {
        if (!board.plan().has(step) || stands(step) || board.state(step) == State.SKIPPED) {
            return;
        }
        try {
            board.ended(step, State.DONE, null, timed(step, work));
        } catch (TemporalFailure failure) {
            if (Failures.isCancellation(failure)) {
                board.ended(step, State.FAILED, null, "cancelled");
                throw failure;
            }
            String reason = Failures.reason(failure);
            if (Failures.type(failure) == FailureType.TOO_LATE) {
                board.ended(step, State.SKIPPED, null, reason);
                return;
            }
            board.ended(step, State.FAILED, null, reason);
            var lines = new ArrayList<>(List.of(reason, without));
            lines.addAll(diagnoses.of(step, reason));
            announcer.tell(
                    Notice.Kind.PERSON_NEEDED,
                    step.title() + " failed; the rollback goes on without it",
                    Map.of(),
                    lines);
        }
    }

    boolean stands(StepId step) {
        State state = board.state(step);
        return state == State.DONE || state == State.BY_HAND;
    }

    private String timed(StepId step, Supplier<String> work) {
        board.began(step);
        if (step == StepId.WATCH) {
            // It lasts as long as it is meant to.
            return work.get();
        }
        var timer = Timers.start(board.budget(step), "Budget of: " + step.title());
        Async.procedure(() -> whenOver(step, timer));
        try {
            return work.get();
        } finally {
            timer.cancel();
        }
    }

    private void whenOver(StepId step, Timers.Running timer) {
        try {
            timer.promise().get();
        } catch (CanceledFailure done) {
            return;
        }
        board.overBudget(step);
        announcer.tell(
                Notice.Kind.OVER_BUDGET,
                step.title() + " takes longer than its " + Words.duration(board.budget(step)),
                Map.of(),
                List.of("It goes on; nothing was stopped because of this."));
    }

    private Answer failed(StepId step, TemporalFailure failure) {
        String reason = Failures.reason(failure);
        boolean undoable = !undos.passedTheLastReturn();
        var choices = new ArrayList<>(List.of(Choice.RETRY, Choice.SKIP, Choice.DONE_BY_HAND));
        if (undoable) {
            choices.add(Choice.UNDO);
        }
        choices.add(Choice.LEAVE_TO_ME);
        var lines = new ArrayList<>(reason.lines().limit(20).toList());
        lines.addAll(diagnoses.of(step, reason));
        if (!undoable && undos.contained()) {
            lines.add("Users are kept out again; another try starts it, verifies it and lets them in first.");
        }
        Answer answer = desk.ask(new Desk.Draft(
                step,
                step.title() + " failed. What now?",
                lines,
                choices,
                null,
                undoable ? "what was changed is undone" : "it is left to a person"));
        if (answer != null) {
            return answer;
        }
        throw new Stopped(
                undoable ? Stopped.Then.UNDO : Stopped.Then.HAND_OVER,
                step.title() + " failed (" + reason.lines().findFirst().orElse("") + ") and nobody answered");
    }
}
