package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.hold.SecondLook;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.Triage.Reply;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes of the waiting: a rollback, by a person's word or the policy's; another question; or the end without one. */
final class Conclusion {
    private final Matter matter;
    private final TriageMailbox mailbox;
    private final Asking asking;

    Conclusion(Matter matter, TriageMailbox mailbox) {
        this.matter = matter;
        this.mailbox = mailbox;
        this.asking = new Asking(matter, mailbox, this);
    }

    /** Of what a person said, or of another alert that calls for a rollback at once. */
    Outcome said() {
        if (mailbox.cancelledBy() != null) {
            return cancelled();
        }
        Reply reply = matter.desk().given();
        return reply == null ? stronger(mailbox.takeWorse()) : answered(reply);
    }

    private Outcome stronger(@Nullable Alert alert) {
        return automatic(
                "another alert calls for a rollback at once: " + (alert == null ? "" : alert.summary()), alert);
    }

    private Outcome answered(Reply reply) {
        String person = reply.person();
        String why = reply.comment() == null || reply.comment().isBlank() ? "" : ": " + reply.comment();
        return switch (Objects.requireNonNull(reply.way())) {
            case ROLL_BACK -> {
                matter.desk().close();
                Cause first = matter.request().cause();
                String reason = first.reason() + " (" + person + " said to roll back" + why + ")";
                yield launch(new Cause(person, reason, first.alert()), "as " + person + " said");
            }
            case HOTFIX -> asking.hotfix(reply);
            case FIX_FORWARD -> fixForward(person, person + " decided so" + why);
            case VETO -> new Outcome(Outcome.Kind.VETOED, "vetoed by " + person + why, person, null);
            default -> new Outcome(Outcome.Kind.IGNORED, "ignored by " + person + why, person, null);
        };
    }

    /** What {@code resolved} means before anything was touched; null goes on as if it had not. */
    @Nullable
    Outcome recovered() {
        return switch (matter.service().policy().resolved(false, matter.heard().firing())) {
            case STOP -> new Outcome(Outcome.Kind.RECOVERED, "the alert resolved before anything was done", null, null);
            case GO_ON -> null;
            case ASK ->
                asking.ask(
                        "The alert resolved before anything was done. Roll " + matter.name() + " back all the same?",
                        matter.decision().reasons(),
                        true);
        };
    }

    Outcome ask(String text, List<String> lines) {
        return asking.ask(text, lines, false);
    }

    Outcome automatic(String why) {
        return automatic(why, null);
    }

    /** Nobody's word but the policy's: so the guard is asked. */
    private Outcome automatic(String why, @Nullable Alert stronger) {
        matter.desk().close();
        matter.board().say(null, Words.sentence(why));
        Alert alert = stronger == null
                ? Objects.requireNonNull(matter.request().cause().alert())
                : stronger;
        Decision now = new SecondLook(matter.service(), matter.ref()).ask(alert);
        if (mailbox.cancelledBy() != null) {
            return cancelled();
        }
        return switch (now.verdict()) {
            case START, WAIT, JOIN -> {
                var reasons = new ArrayList<>(List.of(why));
                reasons.addAll(now.reasons());
                var decision = new Decision(Verdict.START, now.rule(), reasons, now.at(), now.guards(), now.due());
                Cause cause = matter.cause(alert);
                yield launch(new Cause(cause.by(), cause.reason(), alert, decision), why);
            }
            case ASK -> ask("Roll " + matter.name() + " back? It does not go back by itself", now.reasons());
            case FIX_FORWARD -> fixForward(null, now.words());
            case HELD -> new Outcome(Outcome.Kind.HELD, now.words(), null, null);
            case IGNORED -> new Outcome(Outcome.Kind.IGNORED, now.words(), null, null);
        };
    }

    private Outcome launch(Cause cause, String why) {
        String id = matter.name().rollbackId();
        boolean closing = Workflow.getInfo().getParentWorkflowId().equals(Optional.of(id));
        Launch.Launched launched = Launch.rollbackInTheEnd(matter.request().causedBy(cause), closing);
        String person = cause.decision() == null ? cause.by() : null;
        return new Outcome(
                Outcome.Kind.ROLLED_BACK,
                (launched.started() ? "a rollback was started, " : "it joined the rollback that runs, ") + why,
                person,
                id);
    }

    Outcome fixForward(@Nullable String by, String why) {
        return new Outcome(Outcome.Kind.FIX_FORWARD, "to be fixed forward: " + why, by, null);
    }

    Outcome cancelled() {
        Cancel cancel = mailbox.cancelledBy();
        return cancel == null
                ? new Outcome(Outcome.Kind.CANCELLED, "cancelled, without a name", null, null)
                : new Outcome(
                        Outcome.Kind.CANCELLED,
                        "cancelled by " + cancel.person() + ": " + cancel.reason(),
                        cancel.person(),
                        null);
    }
}
