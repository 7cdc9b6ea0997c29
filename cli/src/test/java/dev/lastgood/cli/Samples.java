package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A rollback of the shop, begun at 14:00. */
final class Samples {
    static final ServiceRef SHOP = new ServiceRef("production", "shop");
    static final Instant BEGAN = Instant.parse("2026-11-20T14:00:00Z");

    private Samples() {}

    static RollbackStatus status(boolean asking, Outcome outcome) {
        return new RollbackStatus(
                new RollbackRef(SHOP, "1a2b3c4d"),
                Phase.ROLL_BACK,
                "error rate high",
                "alertmanager",
                BEGAN,
                outcome == null ? null : BEGAN.plusSeconds(90),
                new Plan(Mode.ROLL_BACK, List.of(), "none", List.of()),
                List.of(
                        new Step(
                                StepId.KILL_SWITCH_ON,
                                State.DONE,
                                Duration.ofSeconds(30),
                                BEGAN,
                                BEGAN.plusSeconds(2),
                                false,
                                "is on"),
                        new Step(
                                StepId.PREPARE_RESTORE,
                                State.RUNNING,
                                Duration.ofSeconds(5),
                                BEGAN.plusSeconds(2),
                                null,
                                true,
                                null),
                        new Step(StepId.DEPLOY, State.PENDING, Duration.ofMinutes(4), null, null, false, null)),
                asking
                        ? new Question(
                                "q1",
                                StepId.APPROVAL,
                                "Restore shop?",
                                List.of("orders: 37 only in live"),
                                List.of(Choice.APPROVE, Choice.LEAVE_TO_ME),
                                null,
                                BEGAN,
                                BEGAN.plusSeconds(1800),
                                "it counts as a no")
                        : null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Event(BEGAN, null, "Ada", "Rollback of shop")),
                outcome);
    }

    static RollbackView view(RollbackView.Execution execution, String note, List<String> todo, RollbackStatus status) {
        return new RollbackView(SHOP, "rollback-production-shop", execution, note, todo, BEGAN, null, null, status);
    }
}
