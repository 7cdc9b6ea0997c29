package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.hold.SecondLook;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.noted.NoteDecision;
import dev.lastgood.workflows.noted.Noted;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.triage.Launch;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a rollback that no person asked for may begin: asked before it touches anything. */
final class Gate {
    private final Incident incident;
    private final Mailbox mailbox;
    private final RollbackRequest request;
    private Promise<Void> noted = Workflow.newPromise((Void) null);
    private @Nullable Decision decided;
    private boolean handedOn;

    Gate(Incident incident, Mailbox mailbox) {
        this.incident = incident;
        this.mailbox = mailbox;
        this.request = incident.request();
    }

    /** Null when it may begin. Else people are told, or asked by a triage of its own, and nothing was touched. */
    @Nullable
    Outcome refusal() {
        Decision first = request.cause().decision();
        Alert alert = request.cause().alert();
        if (first == null || alert == null || Workflow.getVersion("gate", Workflow.DEFAULT_VERSION, 1) < 1) {
            return null;
        }
        // A triage has asked a moment ago, and keeps its decision itself.
        if (Optional.of(request.service().ref().triageId())
                .equals(Workflow.getInfo().getParentWorkflowId())) {
            incident.board().say(first.words());
            return null;
        }
        // Detached: a cancellation is heard where the rollback begins, which ends it with its outcome.
        Workflow.newDetachedCancellationScope(() -> decided = ask(alert)).run();
        Decision decision = Objects.requireNonNull(decided);
        String outcome = switch (decision.verdict()) {
            case START, JOIN -> null;
            case ASK, WAIT, FIX_FORWARD ->
                handedOn
                        ? decision.words() + ". People are asked: lastgood triage "
                                + request.service().ref().service()
                        : decision.words() + ". Nobody could be asked. People can still start one: lastgood start";
            case HELD, IGNORED -> decision.words() + ". People can still start one: lastgood start";
        };
        noted = NoteDecision.beside(
                new Noted(
                        alert,
                        request.service().ref(),
                        decision,
                        List.of(),
                        false,
                        outcome == null ? incident.ref().id() : null,
                        outcome == null ? "a rollback began" : "nothing was rolled back",
                        null),
                "");
        return outcome == null
                ? null
                : new Outcome(Outcome.Kind.REFUSED, "not rolled back by itself: " + outcome, false);
    }

    private Decision ask(Alert alert) {
        Decision decision = resolvedMeanwhile(new SecondLook(request.service(), incident.ref()).ask(alert));
        incident.board().say(Words.sentence(decision.words()));
        switch (decision.verdict()) {
            case ASK, WAIT, FIX_FORWARD -> handedOn = Launch.triage(request, decision) != null;
            default -> {
                // Goes on, or ends here.
            }
        }
        return decision;
    }

    /** Whether a triage tells people, so that this need not. */
    boolean handedOn() {
        return handedOn;
    }

    /** So that what goes on elsewhere has begun before this ends. */
    void settle() {
        noted.get();
    }

    /** With no worker up for a while, an alert may have come and gone. */
    private Decision resolvedMeanwhile(Decision decision) {
        if (!mailbox.resolved() || decision.verdict() != Verdict.START) {
            return decision;
        }
        return switch (request.service().policy().onResolved()) {
            case GO_ON -> decision;
            case STOP ->
                new Decision(
                        Verdict.IGNORED,
                        decision.rule(),
                        List.of("the alert resolved before anything was done"),
                        Board.now());
            case ASK ->
                new Decision(
                        Verdict.ASK,
                        decision.rule(),
                        List.of("the alert resolved before anything was done"),
                        Board.now());
        };
    }
}
