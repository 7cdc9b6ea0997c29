package dev.lastgood.workflows.look;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.PlanActivities;
import dev.lastgood.workflows.activities.PlanActivities.BackupLook;
import dev.lastgood.workflows.activities.PlanActivities.DatabaseLook;
import dev.lastgood.workflows.activities.PlanActivities.ReleaseLook;
import dev.lastgood.workflows.activities.PlanActivities.SwitchLook;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@inheritDoc} */
public final class PlanLookWorkflow implements PlanLook {
    /** The backup is chosen by when the running release went live, so these two follow each other. */
    private static final Duration FIRST = Duration.ofSeconds(6);

    private static final Duration SECOND = Duration.ofSeconds(8);
    private static final Duration ALL = Duration.ofSeconds(14);

    private final RollbackRequest request;
    private final Service service;
    private final RollbackRef ref;
    private final Plan plan;
    private final List<String> inTheWay = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private final List<String> notLookedAt = new ArrayList<>();
    private @Nullable Release from;
    private @Nullable Release to;
    private Backup.@Nullable Choice backup;

    @WorkflowInit
    public PlanLookWorkflow(RollbackRequest request) {
        this.request = request;
        this.service = request.service();
        this.ref = new RollbackRef(
                service.ref(), RollbackRef.keyOf(Workflow.getInfo().getRunId()));
        this.plan = Planner.plan(request);
    }

    @Override
    public PlanView look(RollbackRequest same) {
        var looks = new ArrayList<Promise<Void>>();
        looks.add(Async.procedure(this::releaseThenBackup));
        looks.add(Async.procedure(this::database));
        looks.add(Async.procedure(this::killSwitch));
        service.checks().forEach(check -> looks.add(Async.procedure(this::check, check)));
        Promise.allOf(looks).get();
        return new PlanView(
                plan,
                Instant.ofEpochMilli(Workflow.currentTimeMillis()),
                from,
                to,
                backup,
                List.copyOf(inTheWay),
                List.copyOf(found),
                List.copyOf(checks),
                List.copyOf(notLookedAt));
    }

    private void releaseThenBackup() {
        Target release = service.release();
        if (release != null && plan.has(StepId.FIND_RELEASE)) {
            looking("the release", () -> release(release));
        }
        Database database = service.database();
        if (database != null && plan.has(StepId.PREPARE_RESTORE) && request.undo() == null) {
            looking("the backups", () -> backup(database));
        }
    }

    private void release(Target target) {
        var seen = port("Look at release " + target.name(), FIRST)
                .release(new ReleaseLook(ref, target, request.toRelease(), plan.has(StepId.DEPLOY)));
        from = seen.running();
        to = seen.to();
        add(inTheWay, seen.inTheWay());
        if (to != null && to.id().equals(seen.running().id())) {
            found.add("the release asked for is the one that runs");
        }
    }

    private void backup(Database database) {
        var seen = port("Look for a backup of " + database.name(), SECOND)
                .backup(new BackupLook(ref, database, damagedSince()));
        backup = seen.choice();
        add(inTheWay, seen.inTheWay());
    }

    /** As a rollback would say: by a person, else by when the running release went live. */
    private @Nullable Instant damagedSince() {
        return request.damagedSince() != null ? request.damagedSince() : from == null ? null : from.deployedAt();
    }

    private void database() {
        Database database = service.database();
        if (database == null || !(plan.has(StepId.PREPARE_RESTORE) || plan.has(StepId.RUN_SCRIPT))) {
            return;
        }
        looking("the database", () -> {
            var seen = port("Look at database " + database.name(), ALL).database(new DatabaseLook(ref, database));
            found.add(database.name() + ": " + seen.summary());
            for (Finding finding : seen.findings()) {
                (finding.kind() == Finding.Kind.IN_THE_WAY ? inTheWay : found).add(finding.line());
            }
        });
    }

    private void killSwitch() {
        Target killSwitch = service.killSwitch();
        if (killSwitch == null) {
            return;
        }
        looking("the kill switch", () -> {
            Boolean on = port("Look at kill switch " + killSwitch.name(), ALL)
                    .killSwitch(new SwitchLook(killSwitch))
                    .on();
            if (on == null) {
                notLookedAt.add("the kill switch: it can't be read back");
            } else {
                found.add("the kill switch is " + (on ? "on already: users are kept out" : "off: users are served"));
            }
        });
    }

    private void check(Check check) {
        looking(
                "check " + check.name(),
                () -> checks.add(new Ports(service.taskQueue())
                        .glance(CheckActivities.class, "Check: " + check.name(), ALL)
                        .run(new CheckActivities.Run(ref, check))));
    }

    /** What can't be looked at is said, and hides nothing else. */
    private void looking(String what, Functions.Proc look) {
        try {
            look.apply();
        } catch (TemporalFailure failure) {
            notLookedAt.add(what + ": " + Failures.brief(failure));
        }
    }

    private PlanActivities port(String summary, Duration within) {
        return new Ports(service.taskQueue()).glance(PlanActivities.class, summary, within);
    }

    private static void add(List<String> list, @Nullable String line) {
        if (line != null) {
            list.add(line);
        }
    }
}
