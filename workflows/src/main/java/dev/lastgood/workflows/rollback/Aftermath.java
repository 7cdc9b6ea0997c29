package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.displaced.KeepDisplaced;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.salvage.Salvage;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What goes on when a rollback with a swap has ended: workflows of their own, which outlive it. */
final class Aftermath {
    private final Incident incident;
    private @Nullable Kept kept;

    private record Kept(String name, long oid, @Nullable String holds) {}

    Aftermath(Incident incident) {
        this.incident = incident;
    }

    /** What lies beside live now: the displaced database, or after a swap back the restored one. */
    void kept(String name, long oid, @Nullable Comparison givenUp) {
        String holds = givenUp == null || givenUp.givenUp() == 0 ? null : Words.givenUp(givenUp);
        kept = new Kept(name, oid, holds);
    }

    /** The rows given up are kept as files while live is as it was restored: beside all else, and nobody waits for it. */
    void keepRows(Comparison givenUp) {
        if (givenUp.givenUp() == 0) {
            return;
        }
        var service = incident.service();
        var order = new Salvage.Order(
                service,
                incident.ref().key(),
                List.of(),
                false,
                false,
                Salvage.Until.EXTRACT,
                "rollback " + incident.ref().id());
        start("Keeping the rows given up as files", () -> {
            var child = Workflow.newChildWorkflowStub(
                    Salvage.class,
                    Ports.outliving(
                            Salvage.id(service.ref()),
                            "Keep the rows that the restore of " + service.ref() + " gave up"));
            Async.function(child::salvage, order);
            return Workflow.getWorkflowExecution(child);
        });
    }

    /** From here on the displaced database has an owner that keeps its time. */
    void begin() {
        Kept mine = kept;
        if (mine == null) {
            return;
        }
        Database database = Objects.requireNonNull(incident.service().database());
        var keep =
                new KeepDisplaced.Keep(incident.service(), incident.ref(), mine.name(), mine.oid(), mine.holds(), true);
        start("Keeping the time of " + mine.name(), () -> {
            var child = Workflow.newChildWorkflowStub(
                    KeepDisplaced.class,
                    Ports.outliving(KeepDisplaced.id(database, mine.name()), "Keep " + mine.name() + " for its time"));
            Async.function(child::keep, keep);
            return Workflow.getWorkflowExecution(child);
        });
    }

    /** No rollback fails of what comes after it. */
    private void start(String what, Supplier<Promise<?>> child) {
        Workflow.newDetachedCancellationScope(() -> {
                    try {
                        child.get().get();
                    } catch (ChildWorkflowFailure failure) {
                        incident.board().say(what + " could not be begun: " + Failures.reason(failure));
                    }
                })
                .run();
    }
}
