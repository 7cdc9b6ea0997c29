package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.RecordActivities;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a rollback ends: undone or not, told, reported, recorded. Nothing here is stopped by a cancellation. */
final class Closing {
    private final Incident incident;
    private final Board board;
    private Promise<Void> begun = Workflow.newPromise((Void) null);

    Closing(Incident incident) {
        this.incident = incident;
        this.board = incident.board();
    }

    /** Puts it on record as begun, beside everything else: one that is terminated later would leave no trace. */
    void begun() {
        Workflow.newDetachedCancellationScope(() -> begun = Async.procedure(this::recordBegun))
                .run();
    }

    Outcome restored() {
        if (!incident.undos().passedTheLastReturn()) {
            return new Outcome(
                    Outcome.Kind.HANDED_OVER,
                    incident.service().ref()
                            + " was taken back but not opened, as the step for it was skipped. Open it with"
                            + " 'lastgood reopen'.",
                    true);
        }
        String to = board.status().to() == null
                ? ""
                : ", running " + board.status().to().name();
        var undo = incident.request().undo();
        String what = switch (incident.request().mode()) {
            case REOPEN -> "open again";
            case UNDO -> "as it was before rollback " + (undo == null ? "" : undo.rollback()) + ", which is undone";
            default -> "back to its last good state";
        };
        return new Outcome(Outcome.Kind.RESTORED, incident.service().ref() + " is " + what + to, false);
    }

    /** Ends what stopped on the way: undoes what there is to undo, and says what stays. */
    Outcome ended(RuntimeException end, Rollback.@Nullable Cancel cancel) {
        String why = why(end, cancel);
        if (incident.undos().passedTheLastReturn()) {
            return new Outcome(
                    Outcome.Kind.HANDED_OVER, why + "; the service is open and nothing was taken back", false);
        }
        var then = end instanceof Stopped stopped ? stopped.then() : Stopped.Then.UNDO;
        if (then == Stopped.Then.HAND_OVER) {
            return new Outcome(Outcome.Kind.HANDED_OVER, why, contained());
        }
        var failed = new ArrayList<String>();
        board.say("Ending here: " + why + ". Undoing what was changed.");
        Workflow.newDetachedCancellationScope(
                        () -> failed.addAll(incident.undos().undoAll(holds(end, then))))
                .run();
        return outcome(then, why, failed);
    }

    /** Tells, reports, records. */
    void close(Outcome outcome) {
        Workflow.newDetachedCancellationScope(() -> {
                    board.phase(Phase.CLOSE);
                    board.outcome(outcome);
                    tell(outcome);
                    record();
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
    }

    /** Ends one that touched nothing. Short, as what people answer meanwhile may want to begin it anew. */
    void closeUntouched(Outcome outcome, Gate gate) {
        Workflow.newDetachedCancellationScope(() -> {
                    Workflow.upsertMemo(Map.of(Rollback.UNTOUCHED, "true"));
                    board.phase(Phase.CLOSE);
                    board.outcome(outcome);
                    if (!gate.handedOn()) {
                        tell(outcome);
                    }
                    recordBegun();
                    gate.settle();
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
    }

    private Outcome outcome(Stopped.Then then, String why, List<String> failed) {
        boolean contained = contained();
        String held = contained ? " It stays contained: reopen it with 'lastgood reopen'." : "";
        if (!failed.isEmpty()) {
            return new Outcome(
                    Outcome.Kind.HANDED_OVER,
                    why + ". Not everything could be undone: " + String.join("; ", failed) + held,
                    contained);
        }
        var kind = then == Stopped.Then.NOTHING_TO_DO ? Outcome.Kind.NOTHING_TO_DO : Outcome.Kind.UNDONE;
        return new Outcome(kind, why + "." + held, contained);
    }

    /** What a person asked to be contained stays so, too, unless they cancel it or say otherwise. */
    private boolean holds(RuntimeException end, Stopped.Then then) {
        boolean damaged = incident.service().impact() == Impact.DATA_DAMAGE;
        boolean asked = incident.request().mode() == Mode.CONTAIN && !Failures.isCancellation(end);
        return then != Stopped.Then.UNDO_AND_REOPEN && (damaged || asked);
    }

    private boolean contained() {
        return incident.undos().contained() || incident.request().mode() == Mode.REOPEN;
    }

    private static String why(RuntimeException end, Rollback.@Nullable Cancel cancel) {
        if (end instanceof Stopped stopped) {
            return stopped.why();
        }
        if (Failures.isCancellation(end)) {
            return cancel == null
                    ? "cancelled, without a name"
                    : "cancelled by " + cancel.person() + ": " + cancel.reason();
        }
        return Failures.reason(end);
    }

    private void tell(Outcome outcome) {
        var kind = outcome.kind() == Outcome.Kind.HANDED_OVER || outcome.contained()
                ? Notice.Kind.PERSON_NEEDED
                : Notice.Kind.FINISHED;
        String headline = incident.service().ref() + ": " + Words.of(outcome.kind());
        var lines = new ArrayList<String>();
        lines.add(outcome.summary());
        lines.addAll(board.status().left());
        incident.announcer().tell(kind, headline, Map.of("outcome", Words.of(outcome.kind())), lines);
        incident.announcer().settle();
    }

    private void recordBegun() {
        try {
            incident.common()
                    .soft(RecordActivities.class, "Put the rollback on record")
                    .record(new RecordActivities.Entry(incident.request(), board.status()));
        } catch (TemporalFailure failure) {
            board.say("The history could not be written at the start: " + Failures.reason(failure));
        }
    }

    private void record() {
        // Else the beginning could come late and stand in the place of the end.
        begun.get();
        written("report", port -> board.artifact(port.report(entry())));
        written("history", port -> port.record(entry()));
    }

    /** The history is written without the report, where there is no place for that. */
    private void written(String what, Consumer<RecordActivities> write) {
        try {
            write.accept(incident.common().quick(RecordActivities.class, "Write the " + what));
        } catch (TemporalFailure failure) {
            board.say("The " + what + " could not be written: " + Failures.reason(failure));
        }
    }

    private RecordActivities.Entry entry() {
        return new RecordActivities.Entry(incident.request(), board.status());
    }
}
