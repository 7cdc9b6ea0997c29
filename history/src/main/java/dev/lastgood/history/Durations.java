package dev.lastgood.history;

import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback took, computed from its status alone: no clock is read, so a running one is measured up to the newest
 * thing known of it.
 *
 * @param total from its start to its end
 * @param waiting for people: the approval, and the question that is open
 * @param steps those that were begun, in the plan's order
 */
public record Durations(Duration total, Duration waiting, Downtime downtime, List<StepTime> steps) {

    /** @param taken up to the newest thing known, while it runs */
    public record StepTime(StepId step, Duration taken, Duration budget, boolean overBudget) {
        public Duration over() {
            return taken.compareTo(budget) > 0 ? taken.minus(budget) : Duration.ZERO;
        }
    }

    public static Durations of(RollbackStatus status) {
        Instant asOf = asOf(status);
        return new Durations(
                between(status.startedAt(), asOf),
                waiting(status, asOf),
                Downtime.of(status, asOf),
                stepTimes(status, asOf));
    }

    /** Without waiting for people. */
    public Duration active() {
        return total.minus(waiting);
    }

    /** The end, or the newest time that the status holds. */
    static Instant asOf(RollbackStatus status) {
        if (status.endedAt() != null) {
            return status.endedAt();
        }
        Stream<@Nullable Instant> steps =
                status.steps().stream().flatMap(step -> Stream.of(step.startedAt(), step.endedAt()));
        Stream<@Nullable Instant> events = status.timeline().stream().map(Event::at);
        return Stream.concat(steps, events)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(newest -> newest.isAfter(status.startedAt()))
                .orElse(status.startedAt());
    }

    /**
     * When the step itself was done. The end of an undone step is that of its undo; the first that the timeline says of it after
     * its beginning tells its own.
     */
    static @Nullable Instant done(RollbackStatus status, Step step) {
        Instant begun = step.startedAt();
        if (begun == null || (step.state() != State.UNDONE && step.state() != State.UNDO_FAILED)) {
            return step.endedAt();
        }
        return status.timeline().stream()
                .filter(event -> event.step() == step.step() && event.at().isAfter(begun))
                .map(Event::at)
                .findFirst()
                .orElse(step.endedAt());
    }

    /** Never negative. */
    static Duration between(Instant from, Instant until) {
        return until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
    }

    private record Span(Instant from, Instant until) {}

    /** Spans that overlap count once. */
    private static Duration waiting(RollbackStatus status, Instant asOf) {
        List<Span> spans = new ArrayList<>();
        for (Step step : status.steps()) {
            if (step.step() == StepId.APPROVAL && step.startedAt() != null) {
                spans.add(new Span(step.startedAt(), step.endedAt() == null ? asOf : step.endedAt()));
            }
        }
        Question open = status.question();
        if (open != null) {
            spans.add(new Span(open.askedAt(), asOf));
        }
        spans.sort(Comparator.comparing(Span::from));
        Duration sum = Duration.ZERO;
        Instant counted = status.startedAt();
        for (Span span : spans) {
            Instant from = span.from().isAfter(counted) ? span.from() : counted;
            sum = sum.plus(between(from, span.until()));
            counted = span.until().isAfter(counted) ? span.until() : counted;
        }
        return sum;
    }

    private static List<StepTime> stepTimes(RollbackStatus status, Instant asOf) {
        List<StepTime> times = new ArrayList<>();
        for (Step step : status.steps()) {
            if (step.startedAt() != null) {
                Instant done = done(status, step);
                Duration taken = between(step.startedAt(), done == null ? asOf : done);
                times.add(new StepTime(step.step(), taken, step.budget(), step.overBudget()));
            }
        }
        return List.copyOf(times);
    }
}
