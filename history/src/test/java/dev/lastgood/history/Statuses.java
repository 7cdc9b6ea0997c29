package dev.lastgood.history;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rollbacks for tests, put together step by step; times are seconds after {@link #START}. */
public final class Statuses {
    public static final Instant START = Instant.parse("2026-11-21T14:05:00Z");
    public static final String SHA = "ab".repeat(32);

    public ServiceRef service = new ServiceRef("production", "shop");
    public String key = "1a2b3c4d";
    public Mode mode = Mode.ROLL_BACK;
    public String reason = "error rate over 5 %";
    public String startedBy = "alertmanager";
    public Instant startedAt = START;
    public @Nullable Instant endedAt;
    public final List<StepId> planned = new ArrayList<>();
    public final List<Step> steps = new ArrayList<>();
    public final List<Event> events = new ArrayList<>();
    public final List<CheckResult> checks = new ArrayList<>();
    public final List<Artifact> artifacts = new ArrayList<>();
    public final List<String> left = new ArrayList<>();
    public final List<String> undelivered = new ArrayList<>();
    public @Nullable Question question;
    public @Nullable Release from;
    public @Nullable Release to;
    public Backup.@Nullable Choice backup;
    public @Nullable Comparison comparison;
    public @Nullable Outcome outcome;

    public static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    public Statuses step(StepId id, State state, long from, long until) {
        return step(id, state, from, until, null);
    }

    public Statuses step(StepId id, State state, long from, long until, @Nullable String detail) {
        boolean over = id != StepId.APPROVAL && until - from > id.budget().toSeconds();
        planned.add(id);
        steps.add(new Step(id, state, id.budget(), at(from), at(until), over, detail));
        return this;
    }

    public Statuses running(StepId id, long from) {
        planned.add(id);
        steps.add(new Step(id, State.RUNNING, id.budget(), at(from), null, false, null));
        return this;
    }

    public Statuses pending(StepId id) {
        planned.add(id);
        steps.add(new Step(id, State.PENDING, id.budget(), null, null, false, null));
        return this;
    }

    public Statuses event(long at, @Nullable StepId step, @Nullable String person, String text) {
        events.add(new Event(at(at), step, person, text));
        return this;
    }

    public Statuses ended(long at, Outcome.Kind kind, String summary) {
        endedAt = at(at);
        outcome = new Outcome(kind, summary, false);
        return this;
    }

    public Statuses asks(long at, StepId step) {
        question =
                new Question("q1", step, "Restore?", List.of(), List.of(), null, at(at), at(at + 1800), "it is undone");
        return this;
    }

    public RollbackStatus status() {
        Plan plan = new Plan(
                mode,
                planned.stream()
                        .map(id -> new PlannedStep(id, "changes", id.budget(), "undo"))
                        .toList(),
                "until reopened",
                List.of());
        return new RollbackStatus(
                new RollbackRef(service, key),
                endedAt == null ? Phase.ROLL_BACK : Phase.CLOSE,
                reason,
                startedBy,
                startedAt,
                endedAt,
                plan,
                List.copyOf(steps),
                question,
                from,
                to,
                backup,
                comparison,
                List.copyOf(checks),
                List.copyOf(artifacts),
                List.copyOf(left),
                List.copyOf(undelivered),
                List.copyOf(events),
                outcome);
    }

    /** The whole runbook, with a refused backup, a step by hand, one over its budget, and a message that got lost. */
    public static Statuses rich() {
        Statuses rich = new Statuses();
        rich.step(StepId.KILL_SWITCH_ON, State.DONE, 0, 2)
                .step(StepId.STOP, State.DONE, 2, 20)
                .step(StepId.EVIDENCE, State.DONE, 2, 30)
                .step(StepId.EMERGENCY_BACKUP, State.DONE, 20, 60)
                .step(StepId.PREPARE_RESTORE, State.DONE, 5, 100)
                .step(StepId.APPROVAL, State.DONE, 100, 160)
                .step(StepId.SWAP, State.DONE, 160, 161, "swapped in 27 ms")
                .step(StepId.DEPLOY, State.BY_HAND, 161, 461, "deployed from the console | twice")
                .step(StepId.START, State.DONE, 461, 470)
                .step(StepId.VERIFY, State.DONE, 470, 480)
                .step(StepId.KILL_SWITCH_OFF, State.DONE, 480, 482)
                .step(StepId.VERIFY_OPEN, State.DONE, 482, 490)
                .step(StepId.WATCH, State.DONE, 490, 790)
                .event(0, null, null, "Started: error rate over 5 %")
                .event(2, StepId.KILL_SWITCH_ON, null, "Kill switch on")
                .event(160, StepId.APPROVAL, "Ada Lovelace", "Approved: give up 37 rows")
                .event(461, StepId.DEPLOY, "Grace Hopper", "Done by hand")
                .ended(800, Outcome.Kind.RESTORED, "Back on v2.3.1 with the data of 14:02.");
        rich.from = new Release("c0ffee", "v2.4.0", at(-3600));
        rich.to = new Release("beef", "v2.3.1", at(-90000));
        rich.backup = new Backup.Choice(
                new Backup("shop-1402.sql.gz", "/backups/shop-1402.sql.gz", at(-180), 2_500_000),
                List.of(new Backup.Refused("shop-1404.sql.gz", "the gzip stream ends early")));
        rich.comparison = new Comparison(
                at(99),
                at(-180),
                List.of(
                        new Comparison.Table("public.orders", 200_037, 200_000, 37, 0, 2),
                        new Comparison.Table("public.items", 50, 50, 0, 0, 0)),
                "digest");
        rich.checks.add(new CheckResult("health", Verdict.PASSED, "200"));
        rich.checks.add(new CheckResult("smoke tests", Verdict.PASSED, "12 passed"));
        rich.checks.add(new CheckResult("error rate", Verdict.PASSED, "0.1 %"));
        rich.artifacts.add(new Artifact("app.log", "file:/artifacts/app.log", SHA, 1234));
        rich.undelivered.add("email to product@example.org: connection refused");
        return rich;
    }

    public static RollbackRequest request(Statuses of) {
        Alert alert = new Alert(
                "f1",
                true,
                at(-600),
                Map.of("alertname", "ErrorRate"),
                Map.of("summary", "Error rate is 12 %"),
                "http://prometheus.example.org/graph");
        Set<Check.When> both = Set.of(Check.When.BEFORE_REOPENING, Check.When.AFTER_REOPENING);
        Target slack = new Target("slack", "#incidents", Map.of());
        Service service = new Service(
                of.service,
                Impact.DATA_DAMAGE,
                new Target("http", "kill switch", Map.of()),
                new Target("git", "shop", Map.of()),
                new Database("postgresql", "localhost:5432", "shop", Map.of()),
                List.of(),
                List.of(
                        new Check("health", "http", Check.Road.INTERNAL, both, Map.of()),
                        new Check("smoke tests", "command", Check.Road.PUBLIC, both, Map.of())),
                new Watch(
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        3,
                        List.of(new Check("error rate", "promql", Check.Road.PUBLIC, both, Map.of()))),
                new Approval(Duration.ofMinutes(30), 0),
                List.of(new Channel(slack, Set.of(Notice.Kind.FINISHED))),
                Map.of(),
                List.of("ops@example.org"),
                null);
        return new RollbackRequest(
                "r1", service, new Cause(of.startedBy, of.reason, alert), of.mode, Set.of(), null, null, true);
    }

    /** A service without anything. */
    public static RollbackRequest bareRequest(Statuses of) {
        Service service = new Service(
                of.service,
                Impact.DEGRADED,
                null,
                null,
                null,
                List.of(),
                List.of(),
                new Watch(Duration.ofMinutes(5), Duration.ofSeconds(10), 3, List.of()),
                new Approval(Duration.ofMinutes(30), 0),
                List.of(),
                Map.of(),
                List.of(),
                null);
        return new RollbackRequest(
                "r1", service, new Cause(of.startedBy, of.reason, null), of.mode, Set.of(), null, null, true);
    }
}
