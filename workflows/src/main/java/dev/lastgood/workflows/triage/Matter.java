package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.RollbackRequest;
import io.temporal.workflow.Workflow;
import java.util.List;

/** What is decided about, by what rule, and what all who work on it share. */
final class Matter {
    private final Triage.Order order;
    private final Rule rule;
    private final RollbackRef ref;
    private final Heard heard;
    private final TriageBoard board;
    private final TriageDesk desk;
    private final TriageTeller teller;

    Matter(Triage.Order order) {
        this.order = order;
        Rule matched = order.decision().rule();
        this.rule = matched == null ? Rule.of("no rule", List.of(), Action.ASK) : matched;
        this.ref = new RollbackRef(
                service().ref(), RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId()));
        this.heard = new Heard(request().cause().alert());
        this.board = new TriageBoard(order, ref, heard);
        this.desk = new TriageDesk(board);
        this.teller = new TriageTeller(order, ref);
    }

    RollbackRequest request() {
        return order.request();
    }

    /** The first, which the triage began with. */
    Decision decision() {
        return order.decision();
    }

    Service service() {
        return request().service();
    }

    ServiceRef name() {
        return service().ref();
    }

    Rule rule() {
        return rule;
    }

    /** Names the triage; not the rollback that may come of it. */
    RollbackRef ref() {
        return ref;
    }

    Heard heard() {
        return heard;
    }

    TriageBoard board() {
        return board;
    }

    TriageDesk desk() {
        return desk;
    }

    TriageTeller teller() {
        return teller;
    }

    /** What the policy says of an alert, if nothing else goes on. Kept in the history: a later version may decide otherwise. */
    Decision judged(Alert alert) {
        return Workflow.sideEffect(
                Decision.class, () -> Decider.decide(alert, service().policy(), World.quiet(TriageBoard.now())));
    }

    /** Why a rollback is started, if it is for this alert. */
    Cause cause(Alert alert) {
        Cause first = request().cause();
        return alert.equals(first.alert()) ? first : new Cause(first.by(), alert.summary(), alert, first.decision());
    }
}
