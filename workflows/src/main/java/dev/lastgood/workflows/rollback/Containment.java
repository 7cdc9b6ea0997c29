package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.KillSwitchActivities;
import dev.lastgood.workflows.activities.KillSwitchActivities.Turn;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.plan.StepId;
import java.util.List;
import java.util.Objects;

/** Keeps users out and stops the application; starts it and lets them in again. */
final class Containment {
    private final Incident incident;
    private boolean again;

    Containment(Incident incident) {
        this.incident = incident;
    }

    /** A kill switch that does not answer holds up the stop no longer than its budget. */
    void contain() {
        var killSwitch = incident.branches().start(this::killSwitchOn);
        Timers.await(
                incident.board().budget(StepId.KILL_SWITCH_ON),
                "The stop waits for the kill switch",
                killSwitch::isCompleted);
        stop();
        killSwitch.get();
    }

    void start() {
        if (incident.board().plan().has(StepId.START)) {
            incident.undos().register(new Undos.Undo(StepId.START, "the application is started", false, this::stopIt));
            incident.steps().run(StepId.START, this::startIt);
        }
        if (incident.service().killSwitch() == null || skipped(StepId.KILL_SWITCH_ON)) {
            opened();
        }
    }

    /** Where nothing keeps users out, they write to the restored database from the swap on. */
    void swapped() {
        if (!incident.steps().stands(StepId.KILL_SWITCH_ON) && !incident.steps().stands(StepId.STOP)) {
            opened();
        }
    }

    void killSwitchOff() {
        if (incident.steps().run(StepId.KILL_SWITCH_OFF, () -> turn(false, "Service restored"))) {
            opened();
        }
    }

    /**
     * Keeps users out once more, who were let in on something that is not well; nothing where they are out. Where data is being
     * damaged, and where nothing else keeps users out, the application is stopped too.
     */
    void again(boolean stopsToo) {
        if (incident.undos().contained() || !incident.undos().passedTheLastReturn()) {
            return;
        }
        again = true;
        incident.board().phase(Phase.CONTAIN);
        List.of(StepId.KILL_SWITCH_ON, StepId.KILL_SWITCH_OFF, StepId.VERIFY, StepId.VERIFY_OPEN).stream()
                .filter(incident.steps()::stands)
                .forEach(incident.board()::again);
        if (incident.service().killSwitch() != null) {
            incident.board()
                    .alsoPlan(new PlannedStep(
                            StepId.KILL_SWITCH_ON,
                            "keeps users out",
                            incident.board().budget(StepId.KILL_SWITCH_ON),
                            "kill switch off"));
        }
        killSwitchOn();
        boolean out = incident.steps().stands(StepId.KILL_SWITCH_ON);
        if (stopsToo || !out || incident.service().impact() == Impact.DATA_DAMAGE) {
            stopAgain();
        }
        if (!incident.undos().contained()) {
            again = false;
            incident.board().say("Users can't be kept out: there is neither a kill switch nor an application to stop");
        }
    }

    /** The application is stopped, and users are out, so that another release can be put in place. */
    void downAgain() {
        if (incident.undos().contained() || !incident.undos().passedTheLastReturn()) {
            stopAgain();
        } else {
            again(true);
        }
    }

    /** Whether users are out for a second time. */
    boolean isAgain() {
        return again;
    }

    /** Starts what was stopped a second time. */
    void startAgain() {
        if (incident.board().plan().has(StepId.START)
                && incident.board().state(StepId.START) == RollbackStatus.State.PENDING) {
            start();
        }
    }

    private void stopAgain() {
        if (incident.steps().stands(StepId.START)) {
            incident.board().again(StepId.STOP);
            incident.board().again(StepId.START);
            stop();
        }
    }

    private boolean skipped(StepId step) {
        return incident.board().state(step) == RollbackStatus.State.SKIPPED;
    }

    private void opened() {
        if (incident.undos().passedTheLastReturn() && !incident.undos().contained()) {
            return;
        }
        if (again) {
            // What began before it was opened again says nothing of how it is now.
            incident.relapse().take();
        }
        again = false;
        incident.undos().pointOfNoReturn();
        incident.relapse().opened(Board.now());
        if (skipped(StepId.START)) {
            incident.undos().keep("perhaps the application is stopped");
        }
        incident.board().say("The service is open again. From here on, taking back is a rollback of its own.");
    }

    private void killSwitchOn() {
        if (incident.board().plan().has(StepId.KILL_SWITCH_ON)) {
            incident.undos()
                    .register(new Undos.Undo(
                            StepId.KILL_SWITCH_ON,
                            "the kill switch is on",
                            true,
                            () -> turn(false, "Rollback undone")));
            incident.steps().run(StepId.KILL_SWITCH_ON, () -> turn(true, "Emergency rollback"));
        }
    }

    private void stop() {
        if (incident.board().plan().has(StepId.STOP)) {
            incident.undos().register(new Undos.Undo(StepId.STOP, "the application is stopped", true, this::startIt));
            incident.steps().run(StepId.STOP, this::stopIt);
        }
    }

    private String turn(boolean active, String reason) {
        Target killSwitch = Objects.requireNonNull(incident.service().killSwitch());
        String summary = "Kill switch " + (active ? "on" : "off") + ": " + killSwitch.name();
        return incident.ports()
                .quick(KillSwitchActivities.class, summary)
                .turn(new Turn(incident.ref(), killSwitch, active, reason))
                .detail();
    }

    private String stopIt() {
        return incident.ports()
                .lasting(ReleaseActivities.class, "Stop " + release().name() + " and prove that it is")
                .stop(query())
                .detail();
    }

    private String startIt() {
        return incident.ports()
                .lasting(ReleaseActivities.class, "Start " + release().name() + " and wait until it is healthy")
                .start(query())
                .detail();
    }

    private ReleaseActivities.Query query() {
        return new ReleaseActivities.Query(incident.ref(), release());
    }

    private Target release() {
        return Objects.requireNonNull(incident.service().release());
    }
}
