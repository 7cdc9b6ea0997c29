package dev.lastgood.cli;

import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of rollbacks by both roads: over the starter, and straight to Temporal. */
interface Rollbacks extends AutoCloseable {
    /** The service as it is known; its environment may be left out where it has one only. */
    ServiceRef service(String service, @Nullable String environment);

    Started start(RollbackOrder order);

    RollbackView look(ServiceRef service);

    /** @param meant APPROVE, REJECT, or null for the answer's own choice */
    Answer.Decided answer(ServiceRef service, Answer answer, @Nullable Choice meant);

    String cancel(ServiceRef service, String person, String reason);

    SalvageView salvage(ServiceRef service, SalvageOrder order);

    SalvageView salvaged(ServiceRef service);

    /** @param service null: of all services */
    List<DisplacedView> displaced(@Nullable ServiceRef service);

    String dropDisplaced(String database, String by);

    String keepDisplaced(String database, Duration keepFor, String by);

    @Override
    default void close() {}
}
