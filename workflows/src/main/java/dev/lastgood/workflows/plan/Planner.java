package dev.lastgood.workflows.plan;

import dev.lastgood.workflows.model.Check.When;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the plan. Pure: the same request gives the same plan, on every machine and in every replay. */
public final class Planner {
    private static final String NOTHING = PlannedStep.NOTHING;

    private final RollbackRequest request;
    private final Service service;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Planner(RollbackRequest request) {
        this.request = request;
        this.service = request.service();
    }

    /** The steps in their order. A plan without steps means that there is nothing in the catalog to do it with. */
    public static Plan plan(RollbackRequest request) {
        return new Planner(request).plan();
    }

    private Plan plan() {
        switch (request.mode()) {
            case CONTAIN -> contain();
            case REOPEN -> reopen();
            case ROLL_BACK, UNDO -> {
                if (release() || database() || migration()) {
                    rollBack();
                } else {
                    notes.add("The catalog has nothing for " + service.ref() + " that could go back as asked.");
                    if (request.wants(Option.MIGRATION)) {
                        notes.add("A reverse script needs 'migration' below its database.");
                    }
                }
            }
        }
        var undone = undo();
        if (undone != null) {
            notes.add("This undoes rollback " + undone.rollback() + "."
                    + (release() || service.release() == null ? "" : " The release stays as it is."));
        }
        if (steps.isEmpty() && notes.isEmpty()) {
            notes.add("The catalog has nothing for " + service.ref() + " to do this with.");
        }
        return new Plan(request.mode(), List.copyOf(steps), downtime(), List.copyOf(notes));
    }

    private void rollBack() {
        if (atOnce()) {
            contain();
        }
        preserve();
        if (migration()) {
            script();
        }
        if (database()) {
            prepare();
        }
        if (!atOnce() && !migration()) {
            contain();
        }
        if (database()) {
            step(
                    StepId.SWAP,
                    "puts the " + (undo() == null ? "restored" : "displaced") + " database in the place of "
                            + databaseName() + " in one transaction; what is live is kept",
                    "swap back");
        }
        if (service.database() != null && service.database().hasMigrations()) {
            step(
                    StepId.MARK_MIGRATIONS,
                    "marks migrations that failed as rolled back in their tool's table, so that the next deploy can"
                            + " migrate; runs none",
                    NOTHING);
        }
        if (release()) {
            step(StepId.DEPLOY, "puts " + goingTo() + " in place", "deploy the release that was running");
        }
        reopen();
    }

    private void script() {
        String script = request.script() == null ? "the catalog's reverse script" : request.script();
        step(
                StepId.REHEARSE,
                "tries " + script + " on a copy of " + databaseName() + " and rolls it back there",
                "drop the copy");
        step(
                StepId.SCRIPT_APPROVAL,
                "asks a person, showing the statements, what they take away, and the locks that they take",
                NOTHING);
        if (!atOnce()) {
            contain();
        }
        step(
                StepId.RUN_SCRIPT,
                "runs " + script + " on " + databaseName() + " in one transaction",
                "none by itself once it has committed; the emergency backup holds what was");
    }

    private void prepare() {
        var undo = undo();
        if (undo == null) {
            step(
                    StepId.PREPARE_RESTORE,
                    "restores the newest good backup from before the damage beside " + databaseName()
                            + ", and compares both",
                    "drop the restored copy");
            step(StepId.APPROVAL, "asks a person, showing what the restore would give up", NOTHING);
        } else {
            step(
                    StepId.PREPARE_RESTORE,
                    "finds the database that rollback " + undo.rollback() + " displaced, and compares it with "
                            + databaseName(),
                    "leave it displaced");
            step(StepId.APPROVAL, "asks a person, showing what was written since and would be given up", NOTHING);
        }
    }

    private String goingTo() {
        var undo = undo();
        if (undo != null && undo.release() != null) {
            return undo.release().name() + ", which ran before rollback " + undo.rollback() + ",";
        }
        return request.toRelease() == null ? "the release before the running one" : request.toRelease();
    }

    private void contain() {
        if (service.killSwitch() != null) {
            step(StepId.KILL_SWITCH_ON, "keeps users out", "kill switch off");
        }
        if (service.release() != null) {
            step(StepId.STOP, "stops the application", "start it again");
        }
        if (service.impact() == Impact.DATA_DAMAGE && !steps.isEmpty()) {
            notes.add("Data is being damaged: it stays contained until it is well or a person reopens it.");
        }
    }

    private void preserve() {
        if (release()) {
            step(StepId.FIND_RELEASE, "looks up what runs and what ran before; changes nothing", NOTHING);
        } else if (database() && service.release() != null && request.damagedSince() == null && undo() == null) {
            step(StepId.FIND_RELEASE, "looks up since when the damage can have begun; changes nothing", NOTHING);
        }
        if (!service.evidence().isEmpty()) {
            step(StepId.EVIDENCE, "copies logs and state into the evidence; changes nothing", NOTHING);
        }
        if (database() || migration()) {
            step(StepId.EMERGENCY_BACKUP, emergencyBackup(), NOTHING);
        }
    }

    private void reopen() {
        if (service.release() != null) {
            step(StepId.START, "starts the application", "stop it");
        }
        if (!service.checks(When.BEFORE_REOPENING).isEmpty()) {
            step(
                    StepId.VERIFY,
                    service.killSwitch() == null
                            ? "asks the checks; nothing keeps users out meanwhile; changes nothing"
                            : "asks the checks, past the kill switch; changes nothing",
                    NOTHING);
        }
        if (service.killSwitch() != null) {
            step(StepId.KILL_SWITCH_OFF, "lets users in: from here on, undo is a rollback of its own", NOTHING);
        }
        if (!service.checks(When.AFTER_REOPENING).isEmpty()) {
            step(StepId.VERIFY_OPEN, "asks the checks as users would; changes nothing", NOTHING);
        }
        if (!service.watch().checks().isEmpty()) {
            step(StepId.WATCH, "watches for a relapse; changes nothing", NOTHING);
        }
    }

    private void step(StepId step, String changes, String undo) {
        var budget = step == StepId.APPROVAL || step == StepId.SCRIPT_APPROVAL
                ? service.approval().answerWithin()
                : step == StepId.WATCH ? service.watch().window() : service.budget(step);
        steps.add(new PlannedStep(step, changes, budget, undo));
    }

    private String downtime() {
        if (request.mode() == Mode.REOPEN) {
            return "ends with this";
        }
        return atOnce() || request.mode() == Mode.CONTAIN
                ? "users are kept out from the first step until the service is reopened"
                : "users are served until a person has said yes, then kept out until the service is reopened";
    }

    private boolean atOnce() {
        return service.impact() == Impact.DATA_DAMAGE;
    }

    private boolean release() {
        var undo = undo();
        return service.release() != null
                && request.wants(Option.RELEASE)
                && (request.mode() != Mode.UNDO || undo != null && undo.release() != null);
    }

    private RollbackRequest.@Nullable Undo undo() {
        return request.mode() == Mode.UNDO ? request.undo() : null;
    }

    private boolean database() {
        return service.database() != null && request.wants(Option.DATABASE);
    }

    private boolean migration() {
        return service.database() != null
                && request.wants(Option.MIGRATION)
                && service.database().hasMigrations();
    }

    private String emergencyBackup() {
        boolean waits = java.util.Objects.requireNonNull(service.database()).waitsForEmergencyBackup();
        return "dumps " + databaseName() + " as it is now"
                + (waits ? "; the swap waits for it" : "; nothing waits for it, as the swap keeps the displaced one");
    }

    private String databaseName() {
        var database = java.util.Objects.requireNonNull(service.database());
        return database.name() + " on " + database.server();
    }
}
