package dev.lastgood.cli;

import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.MigrationTable;
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

    /** @param rollback its key or id; null is the newest whose changes stand */
    Started undo(ServiceRef service, @Nullable String rollback, @Nullable String reason, String by);

    /** What one would do. */
    Plans plans();

    /** What stands ready. */
    Shadows shadows();

    /** Releases that went live. */
    Deployments deployments();

    /** What is decided about alerts, and what holds. */
    Decisions decisions();

    RollbackView look(ServiceRef service);

    /** Those that run now, of all services of the catalog. */
    List<RollbackView> running();

    /** @param meant APPROVE, REJECT, or null for the answer's own choice */
    Answer.Decided answer(ServiceRef service, Answer answer, @Nullable Choice meant);

    String cancel(ServiceRef service, String person, String reason);

    /** Ends the watch before its time. */
    String endWatch(ServiceRef service, String person, String reason);

    /** How the service's migrations stand, by the tables of the tools that ran them. */
    List<MigrationTable> migrations(ServiceRef service);

    /** Starts a backup, or joins the one that runs. */
    BackupView backup(ServiceRef service, String person);

    /** How the newest backup stands. */
    BackupView backup(ServiceRef service);

    SalvageView salvage(ServiceRef service, SalvageOrder order);

    SalvageView salvaged(ServiceRef service);

    /** @param service null: of all services */
    List<DisplacedView> displaced(@Nullable ServiceRef service);

    String dropDisplaced(String database, String by);

    String keepDisplaced(String database, Duration keepFor, String by);

    @Override
    default void close() {}
}
