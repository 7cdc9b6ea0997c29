package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.noted.NoteDecision;
import dev.lastgood.workflows.noted.Noted;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.Teller;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells people of a triage and keeps its decision on record, beside everything else. */
final class TriageTeller {
    private final Triage.Order order;
    private final ServiceRef service;
    private final Teller teller;
    private final List<Promise<Void>> underWay = new ArrayList<>();

    TriageTeller(Triage.Order order, RollbackRef ref) {
        this.order = order;
        this.service = ref.service();
        var cause = order.request().cause();
        this.teller = new Teller(order.request().service(), ref, cause.by(), cause.reason());
    }

    void ask(Kind kind, Question question) {
        tell(kind, question.text(), question);
    }

    void remind(Question question, String headline) {
        tell(Kind.VETO, headline, question);
    }

    private void tell(Kind kind, String headline, Question question) {
        var lines = new ArrayList<>(question.lines());
        lines.addAll(TriageWords.commands(service, question));
        tell(kind, headline, lines, question.ifNoAnswer());
    }

    /** A rollback that was started tells people itself. */
    void ended(Outcome outcome) {
        var lines = new ArrayList<String>();
        lines.add(outcome.summary());
        String headline = service + ": " + Words.of(outcome.kind());
        switch (outcome.kind()) {
            case ROLLED_BACK, REFUSED -> {
                return;
            }
            case FIX_FORWARD -> {
                headline = service + " is to be fixed forward; nothing is rolled back";
                lines.addAll(issue());
            }
            default ->
                lines.add("To roll it back all the same: lastgood start " + service.service() + " --environment "
                        + service.environment() + " --by YOU --reason WHY");
        }
        tell(outcome.kind() == Outcome.Kind.NO_ANSWER ? Kind.PERSON_NEEDED : Kind.DECISION, headline, lines, "");
    }

    /** What an issue for the fix needs. */
    private List<String> issue() {
        var lines = new ArrayList<String>();
        Alert alert = order.request().cause().alert();
        lines.add("For the issue: " + order.request().cause().reason());
        if (alert != null) {
            lines.add("Fires since " + Words.minute(alert.startsAt()) + ", labels " + new TreeMap<>(alert.labels()));
            alert.annotations().forEach((name, text) -> lines.add(name + ": " + text));
            if (!alert.generatorUrl().isBlank()) {
                lines.add("The graph: " + alert.generatorUrl());
            }
        }
        return lines;
    }

    /** A short workflow of its own keeps it, which a history that is down does not hold up. */
    void record(@Nullable Outcome outcome) {
        Alert alert = order.request().cause().alert();
        if (alert == null) {
            return;
        }
        var noted = new Noted(
                alert,
                service,
                order.decision(),
                List.of(),
                false,
                outcome == null ? null : outcome.rollback(),
                outcome == null ? null : Words.of(outcome.kind()) + ": " + outcome.summary(),
                outcome == null ? null : outcome.by());
        underWay.add(NoteDecision.beside(noted, outcome == null ? "" : "-ended"));
    }

    /** Waits until every message is delivered or given up. */
    void settle() {
        underWay.forEach(Promise::get);
    }

    private void tell(Kind kind, String headline, List<String> lines, String ifNoAnswer) {
        // Detached, so that a cancelled triage still tells people that it was.
        Workflow.newDetachedCancellationScope(() -> underWay.add(Async.procedure(
                        () -> teller.tell(kind, headline, lines, Map.of("ifNoAnswer", ifNoAnswer, "triage", "yes")))))
                .run();
    }
}
