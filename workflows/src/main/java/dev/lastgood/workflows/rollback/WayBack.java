package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The way back to the last good state: its phases in their order, and what of them goes on side by side. */
final class WayBack {
    private final Incident incident;
    private final RollbackRequest request;
    private final Board board;
    private final Mailbox mailbox;
    private final DatabaseRestore database;
    private final Silences silences;
    private final Containment containment;
    private final Preservation preservation;
    private final ReleaseChange release;
    private final ReverseScript script;
    private final Verification verification;
    private Promise<Void> contained = Workflow.newPromise((Void) null);
    private Promise<Void> preserved = Workflow.newPromise((Void) null);
    private Promise<Void> rehearsed = Workflow.newPromise((Void) null);
    private Promise<Void> prepared = Workflow.newPromise((Void) null);

    WayBack(Incident incident, Mailbox mailbox, DatabaseRestore database, Silences silences) {
        this.incident = incident;
        this.request = incident.request();
        this.board = incident.board();
        this.mailbox = mailbox;
        this.database = database;
        this.silences = silences;
        this.containment = new Containment(incident);
        this.preservation = new Preservation(incident);
        this.release = new ReleaseChange(incident);
        this.script = new ReverseScript(incident);
        this.verification = new Verification(incident, containment, release, silences);
    }

    void go() {
        contain();
        preserve();
        rollBack();
        verify();
        reopen();
        watch();
    }

    Rollback.WatchEnded endWatch(Rollback.EndWatch end) {
        return verification.endWatch(end);
    }

    private void contain() {
        goOnThoughResolved();
        board.phase(Phase.CONTAIN);
        String what = Words.sentence(
                request.mode().words() + " of " + request.service().ref());
        board.say(null, request.cause().by(), what + ": " + request.cause().reason());
        incident.announcer().tell(Notice.Kind.STARTED, what + " has begun", Map.of(), steps());
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
        if (release.nothingToDo() && database.copy().prepared() == null && !script.isPlanned()) {
            throw new Stopped(Stopped.Then.NOTHING_TO_DO, "the release asked for is the one that runs");
        }
        boolean changed = script.run(this::containForTheChange);
        if (script.isPlanned()) {
            database.copy().prepare(release.damagedSince(), () -> true);
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
            database.copy().prepare(release.damagedSince(), () -> contained.isCompleted());
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
}
