package dev.lastgood.history.report;

import dev.lastgood.history.Durations;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.util.Objects;
import java.util.Optional;

/** What the parts of the report look up again and again. */
record Facts(RollbackRequest request, RollbackStatus status, Durations durations) {

    static Facts of(RollbackRequest request, RollbackStatus status) {
        return new Facts(request, status, Durations.of(status));
    }

    Optional<Step> step(StepId id) {
        return status.steps().stream().filter(step -> step.step() == id).findFirst();
    }

    /** Done and standing, by Lastgood or by hand. */
    boolean stands(StepId id) {
        return step(id).filter(step -> step.state() == State.DONE || step.state() == State.BY_HAND)
                .isPresent();
    }

    boolean is(StepId id, State state) {
        return step(id).filter(step -> step.state() == state).isPresent();
    }

    /** The last person whom the timeline names for a step. */
    Optional<String> person(StepId id) {
        return status.timeline().stream()
                .filter(event -> event.step() == id)
                .map(Event::person)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later);
    }
}
