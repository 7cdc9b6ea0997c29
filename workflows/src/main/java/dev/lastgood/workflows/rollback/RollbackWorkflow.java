package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@inheritDoc} */
public final class RollbackWorkflow implements Rollback {
    private final RollbackRequest request;
    private final Incident incident;
    private final Board board;
    private final Mailbox mailbox;
    private final Gate gate;
    private final Containment containment;
    private final Preservation preservation;
    private final ReleaseChange release;
    private final DatabaseRestore database;
    private final ReverseScript script;
    private final Verification verification;
    private final Silences silences;
    private @Nullable CancellationScope forward;
    private Promise<Void> contained = Workflow.newPromise((Void) null);
    private Promise<Void> preserved = Workflow.newPromise((Void) null);
    private Promise<Void> rehearsed = Workflow.newPromise((Void) null);
    private Promise<Void> prepared = Workflow.newPromise((Void) null);

    @WorkflowInit
    public RollbackWorkflow(RollbackRequest request) {
        this.request = request;
        incident = Incident.of(request);
        board = incident.board();
        mailbox = new Mailbox(request, incident);
        gate = new Gate(incident, mailbox);
        containment = new Containment(incident);
        preservation = new Preservation(incident);
        release = new ReleaseChange(incident);
        database = new DatabaseRestore(incident);
        script = new ReverseScript(incident);
        silences = new Silences(incident);
        verification = new Verification(incident, containment, release, silences);
    }

    @Override
    public Outcome run(RollbackRequest same) {
        String id = Workflow.getInfo().getWorkflowId();
        if (!id.equals(request.service().ref().rollbackId())) {
            return new Outcome(
                    Outcome.Kind.REFUSED,
                    "started under the id " + id + "; a rollback of "
                            + request.service().ref() + " must run as "
                            + request.service().ref().rollbackId() + ", which makes it the only one",
                    false);
        }
        var closing = new Closing(incident);
        String refusal = refusal();
        Outcome untouched = refusal == null ? gate.refusal() : null;
        if (untouched != null) {
            closing.closeUntouched(untouched, gate);
            return untouched;
        }
        Outcome outcome = refusal == null ? goBack(closing) : new Outcome(Outcome.Kind.REFUSED, refusal, false);
        Workflow.newDetachedCancellationScope(database::settle).run();
        silences.end();
        closing.close(outcome);
        database.aftermath().begin();
        return outcome;
    }

    /** Why nothing is to be touched; null when it can begin. */
    private @Nullable String refusal() {
        return board.plan().steps().isEmpty() ? String.join(" ", board.plan().notes()) : database.whyNotUndone();
    }

    private Outcome goBack(Closing closing) {
        closing.begun();
        forward = Workflow.newCancellationScope(() -> {
            contain();
            preserve();
            rollBack();
            verify();
            reopen();
            watch();
        });
        try {
            // A cancellation can be here before the first line, as with signal-with-start while no worker was up.
            if (mailbox.cancelledBy() != null) {
                throw new CanceledFailure("cancelled before it began");
            }
            forward.run();
            return closing.restored();
        } catch (Stopped | TemporalFailure end) {
            forward.cancel();
            incident.branches().settle();
            return closing.ended(end, mailbox.cancelledBy());
        }
    }

    private void contain() {
        goOnThoughResolved();
        board.phase(Phase.CONTAIN);
        board.say(
                null,
                request.cause().by(),
                "Rollback of " + request.service().ref() + ": "
                        + request.cause().reason());
        incident.announcer()
                .tell(Notice.Kind.STARTED, "Rollback of " + request.service().ref() + " has begun", Map.of(), steps());
        if (request.mode() != Mode.REOPEN) {
            verification.baseline();
        }
        if (request.mode() == Mode.CONTAIN || (board.goesBack() && atOnce())) {
            silences.begin();
            contained = incident.branches().start(containment::contain);
        }
        if (request.mode() == Mode.CONTAIN) {
            contained.get();
            decideWhatNow();
        }
    }

    private void preserve() {
        beginToPreserve();
        contained.get();
        board.phase(Phase.PRESERVE);
        preserved.get();
    }

    private void beginToPreserve() {
        preserved = incident.branches().start(preservation::preserve);
        rehearsed = incident.branches().start(script::rehearse);
        release.find();
        prepared = incident.branches().start(this::prepareBesideTheRest);
    }

    private void rollBack() {
        board.phase(Phase.ROLL_BACK);
        rehearsed.get();
        prepared.get();
        while (mailbox.takeMore()) {
            beginToPreserve();
            preserved.get();
            rehearsed.get();
            prepared.get();
        }
        goOnThoughResolved();
        if (release.nothingToDo() && !database.isPrepared() && !script.isPlanned()) {
            throw new Stopped(Stopped.Then.NOTHING_TO_DO, "the release asked for is the one that runs");
        }
        boolean changed = script.run(this::containForTheChange);
        if (script.isPlanned()) {
            database.prepare(release.damagedSince(), () -> true);
        }
        changed |= database.restore(this::containForTheChange);
        if (changed) {
            containment.swapped();
        }
        containForTheChange();
        script.markFailed();
        release.deploy();
    }

    /** After a script it is prepared once that has run: both hold the database's lock, and the comparison is of what it left. */
    private void prepareBesideTheRest() {
        if (!script.isPlanned()) {
            database.prepare(release.damagedSince(), () -> contained.isCompleted());
        }
    }

    /** Where data is not being damaged, users are served until here. */
    private void containForTheChange() {
        if (board.goesBack()) {
            silences.begin();
            containment.contain();
        }
    }

    private void verify() {
        board.phase(Phase.VERIFY);
        containment.start();
        // Rollbacks from before this was asked have not asked it.
        if (request.service().killSwitch() != null
                || Workflow.getVersion("verified-without-a-kill-switch", Workflow.DEFAULT_VERSION, 1)
                        > Workflow.DEFAULT_VERSION) {
            verification.beforeReopening();
        }
    }

    private void reopen() {
        board.phase(Phase.REOPEN);
        containment.killSwitchOff();
        verification.afterReopening();
    }

    private void watch() {
        board.phase(Phase.WATCH);
        silences.end();
        verification.watch();
        preservation.settle();
    }

    /** What resolved before anything was changed may need no cure. */
    private void goOnThoughResolved() {
        if (!mailbox.takeWhetherToGoOn()) {
            return;
        }
        Answer answer = incident.desk().ask(Questions.resolved());
        if (answer == null) {
            throw new Stopped(
                    Stopped.Then.NOTHING_TO_DO,
                    "the alert resolved before anything was changed, and nobody said to go on");
        }
        switch (Objects.requireNonNull(answer.choice())) {
            case ROLL_BACK -> board.say(null, answer.person(), "It goes on, though the alert has resolved");
            case LEAVE_TO_ME -> throw new Stopped(Stopped.Then.HAND_OVER, answer.person() + " took over");
            default ->
                throw new Stopped(
                        Stopped.Then.NOTHING_TO_DO,
                        "the alert resolved before anything was changed, and " + answer.person() + " said to stop");
        }
    }

    private void decideWhatNow() {
        Answer answer = incident.desk().ask(Questions.contained());
        if (answer == null) {
            throw new Stopped(Stopped.Then.HAND_OVER, "contained as asked, and nobody said what next");
        }
        switch (Objects.requireNonNull(answer.choice())) {
            case ROLL_BACK -> board.plan(Planner.plan(request.as(Mode.ROLL_BACK)));
            case REOPEN -> throw new Stopped(Stopped.Then.UNDO_AND_REOPEN, answer.person() + " reopened it");
            default -> throw new Stopped(Stopped.Then.HAND_OVER, answer.person() + " took over, contained");
        }
    }

    private boolean atOnce() {
        return request.service().impact() == Impact.DATA_DAMAGE;
    }

    private List<String> steps() {
        return board.plan().steps().stream()
                .map(step -> step.step().title() + " (" + Words.duration(step.budget()) + "): " + step.changes())
                .toList();
    }

    @Override
    public RollbackStatus status() {
        return board.status();
    }

    @Override
    public Answer.Decided approve(Answer answer) {
        return incident.desk().take(answer, Choice.APPROVE, true);
    }

    @Override
    public Answer.Decided reject(Answer answer) {
        return incident.desk().take(answer, Choice.REJECT, true);
    }

    @Override
    public Answer.Decided answer(Answer answer) {
        return incident.desk().take(answer, null, true);
    }

    @Override
    public WatchEnded endWatch(EndWatch end) {
        return verification.endWatch(end);
    }

    @Override
    public void approveRestore(@Nullable String person) {
        mailbox.approveRestore(person);
    }

    @Override
    public void alert(Alert alert) {
        if (mailbox.alert(alert) && forward != null) {
            forward.cancel();
        }
    }

    @Override
    public String widen(RollbackRequest wider) {
        return mailbox.widen(wider);
    }

    @Override
    public void requested(RollbackRequest other) {
        mailbox.requested(other);
    }

    @Override
    public void cancel(Cancel cancel) {
        mailbox.cancelledBy(cancel);
        if (forward != null) {
            forward.cancel();
        }
    }
}
