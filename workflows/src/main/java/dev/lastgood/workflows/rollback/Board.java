package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import dev.lastgood.workflows.support.SearchKeys;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that is known of a running rollback; what everybody who looks is shown. */
final class Board {
    /** The memo's key of what is changed now and not undone, one a line. */
    private static final String LEFT = "left";

    private static final int MOST_HEARD = 200;

    /** A status holds the comparison twice, with the question, and Temporal carries 2 MB. */
    static final int MOST_TABLES = 50;

    private final RollbackRequest request;
    private final RollbackRef ref;
    private final Instant startedAt = now();
    private final Map<StepId, Step> steps = new EnumMap<>(StepId.class);
    private final List<Event> timeline = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private final List<Artifact> artifacts = new ArrayList<>();
    private final List<String> undelivered = new ArrayList<>();
    private int heard;
    private Supplier<List<String>> left = List::of;
    private String leftInMemo = "";
    private Plan plan;
    private Phase phase = Phase.CONTAIN;
    private @Nullable Instant endedAt;
    private @Nullable Question question;
    private @Nullable Release from;
    private @Nullable Release to;
    private Backup.@Nullable Choice backup;
    private @Nullable Comparison comparison;
    private @Nullable Outcome outcome;
    private List<String> watched = List.of();

    Board(RollbackRequest request, RollbackRef ref, Plan plan) {
        this.request = request;
        this.ref = ref;
        this.plan = plan;
        plan(plan);
    }

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    /** Takes a plan; what is done already stays done. */
    void plan(Plan newPlan) {
        plan = newPlan;
        for (PlannedStep planned : newPlan.steps()) {
            steps.putIfAbsent(
                    planned.step(), new Step(planned.step(), State.PENDING, planned.budget(), null, null, false, null));
        }
    }

    Plan plan() {
        return plan;
    }

    /** A step that turned out to be needed, though it was not planned. */
    void alsoPlan(PlannedStep planned) {
        if (!plan.has(planned.step())) {
            var all = new ArrayList<>(plan.steps());
            all.add(planned);
            plan(new Plan(plan.mode(), List.copyOf(all), plan.downtime(), plan.notes()));
        }
    }

    /** What was done is to be done once more; what a person skipped stays so. */
    void again(StepId step) {
        if (steps.containsKey(step) && state(step) != State.SKIPPED) {
            change(step, it -> new Step(step, State.PENDING, it.budget(), null, null, false, null));
        }
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Whether something is taken back, and not only contained or reopened. */
    boolean goesBack() {
        return plan.mode() == Mode.ROLL_BACK || plan.mode() == Mode.UNDO;
    }

    void leftIs(Supplier<List<String>> whatIsLeft) {
        left = whatIsLeft;
    }

    void say(String text) {
        say(null, null, text);
    }

    /** What comes from outside; in a storm it is counted by the first few hundred, as Temporal carries 2 MB and no more. */
    void heard(@Nullable String person, String text) {
        heard++;
        if (heard <= MOST_HEARD) {
            say(null, person, text);
        } else if (heard == MOST_HEARD + 1) {
            say("More came in (alerts, requests, refused answers); from here on it is not listed one by one");
        }
    }

    void say(@Nullable StepId step, @Nullable String person, String text) {
        timeline.add(new Event(now(), step, person, Words.cut(text)));
        show();
    }

    void phase(Phase newPhase) {
        phase = newPhase;
        if (request.searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchKeys.PHASE.valueSet(newPhase.words()));
        }
        show();
    }

    Phase phase() {
        return phase;
    }

    State state(StepId step) {
        var known = steps.get(step);
        return known == null ? State.PENDING : known.state();
    }

    void began(StepId step) {
        change(step, it -> new Step(step, State.RUNNING, it.budget(), now(), null, it.overBudget(), it.detail()));
        say(step, null, step.title() + ": begun");
    }

    void ended(StepId step, State state, @Nullable String person, String detail) {
        change(
                step,
                it -> new Step(step, state, it.budget(), it.startedAt(), now(), it.overBudget(), Words.cut(detail)));
        say(step, person, step.title() + ": " + detail);
    }

    void overBudget(StepId step) {
        change(step, it -> new Step(step, it.state(), it.budget(), it.startedAt(), it.endedAt(), true, it.detail()));
        say(step, null, step.title() + ": over its budget of " + Words.duration(budget(step)) + ", still running");
    }

    java.time.Duration budget(StepId step) {
        var known = steps.get(step);
        return known == null ? request.service().budget(step) : known.budget();
    }

    void asks(@Nullable Question asked) {
        question = asked;
        show();
    }

    void releases(Release running, Release previous) {
        from = running;
        to = previous;
    }

    void backup(Backup.Choice chosen) {
        backup = chosen;
    }

    void comparison(Comparison measured) {
        comparison = measured.shortened(MOST_TABLES);
    }

    void checks(List<CheckResult> results) {
        for (CheckResult result : results) {
            checks.removeIf(it -> it.name().equals(result.name()) && it.asked() == result.asked());
            checks.add(result);
        }
        show();
    }

    /** What the watch has measured until now, a line a check. */
    void watched(List<String> lines) {
        watched = List.copyOf(lines);
    }

    void artifact(Artifact artifact) {
        artifacts.removeIf(it -> it.name().equals(artifact.name()));
        artifacts.add(artifact);
    }

    List<Artifact> artifacts() {
        return List.copyOf(artifacts);
    }

    void undelivered(String what) {
        undelivered.add(what);
        say(what);
    }

    void outcome(Outcome reached) {
        outcome = reached;
        endedAt = now();
        if (request.searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchKeys.OUTCOME.valueSet(Words.of(reached.kind())));
        }
        say(Words.sentence(Words.of(reached.kind())) + ": " + reached.summary());
    }

    RollbackStatus status() {
        return new RollbackStatus(
                ref,
                phase,
                request.cause().reason(),
                request.cause().by(),
                startedAt,
                endedAt,
                plan,
                List.copyOf(steps.values()),
                question,
                from,
                to,
                backup,
                comparison,
                List.copyOf(checks),
                List.copyOf(artifacts),
                left.get(),
                List.copyOf(undelivered),
                List.copyOf(timeline),
                outcome,
                watched);
    }

    private void change(StepId step, java.util.function.UnaryOperator<Step> how) {
        var known = steps.getOrDefault(
                step, new Step(step, State.PENDING, request.service().budget(step), null, null, false, null));
        steps.put(step, how.apply(known));
    }

    private void show() {
        keepWhatIsLeft();
        Workflow.setCurrentDetails(DetailsPage.of(status()));
    }

    /** In the memo too, which can be read with no worker up, and of a terminated workflow, which can't be queried. */
    private void keepWhatIsLeft() {
        String now = String.join("\n", left.get());
        if (!now.equals(leftInMemo)) {
            leftInMemo = now;
            Workflow.upsertMemo(Map.of(LEFT, now));
        }
    }
}
