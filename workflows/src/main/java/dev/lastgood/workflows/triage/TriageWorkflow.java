package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** {@inheritDoc} */
public final class TriageWorkflow implements Triage {
    private final Matter matter;
    private final TriageMailbox mailbox;
    private final Conclusion conclusion;

    @WorkflowInit
    public TriageWorkflow(Order order) {
        this.matter = new Matter(order);
        this.mailbox = new TriageMailbox(matter);
        this.conclusion = new Conclusion(matter, mailbox);
    }

    @Override
    public Outcome run(Order same) {
        String id = Workflow.getInfo().getWorkflowId();
        if (!id.equals(matter.name().triageId())) {
            return new Outcome(
                    Outcome.Kind.REFUSED,
                    "started under the id " + id + "; it must run as "
                            + matter.name().triageId() + ", which makes it the only one",
                    null,
                    null);
        }
        Decision decision = matter.decision();
        matter.board().say(null, Words.sentence(Words.of(decision.verdict())) + ": " + decision.words());
        matter.teller().record(null);
        Outcome outcome;
        try {
            outcome = decide(decision);
        } catch (CanceledFailure e) {
            outcome = conclusion.cancelled();
        }
        return close(outcome.of(TriageBoard.now(), matter.heard().events()));
    }

    private Outcome decide(Decision decision) {
        return switch (decision.verdict()) {
            case START -> conclusion.automatic("decided so");
            case WAIT ->
                matter.rule().action() == Action.WATCH
                        ? new WarningWatch(matter, mailbox, conclusion).run()
                        : new VetoWindow(matter, mailbox, conclusion).run();
            case FIX_FORWARD -> conclusion.fixForward(null, decision.words());
            case HELD -> new Outcome(Outcome.Kind.HELD, decision.words(), null, null);
            case IGNORED -> new Outcome(Outcome.Kind.IGNORED, decision.words(), null, null);
            case ASK, JOIN -> conclusion.ask("Roll " + matter.name() + " back?", decision.reasons());
        };
    }

    private Outcome close(Outcome outcome) {
        Workflow.newDetachedCancellationScope(() -> {
                    matter.desk().close();
                    matter.board().ended(outcome);
                    matter.teller().record(outcome);
                    matter.teller().ended(outcome);
                    matter.teller().settle();
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
        Alert again = mailbox.late();
        if (again != null) {
            Workflow.continueAsNew(new Order(matter.request().causedBy(matter.cause(again)), matter.judged(again)));
        }
        return outcome;
    }

    @Override
    public TriageStatus status() {
        return matter.board().status();
    }

    @Override
    public Taken answer(Reply reply) {
        return matter.desk().take(reply);
    }

    @Override
    public void alert(Alert alert) {
        mailbox.alert(alert);
    }

    @Override
    public void cancel(Cancel who) {
        mailbox.cancelledBy(who);
    }
}
