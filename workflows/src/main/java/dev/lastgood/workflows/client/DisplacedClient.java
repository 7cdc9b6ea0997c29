package dev.lastgood.workflows.client;

import dev.lastgood.workflows.activities.DisplacedActivities.Found;
import dev.lastgood.workflows.activities.DisplacedActivities.Kept;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.displaced.KeepDisplaced;
import dev.lastgood.workflows.displaced.ListDisplaced;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Lists what restores left on servers, and decides on it. Throws {@link RollbackProblem} with the reason. */
public final class DisplacedClient {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WorkflowClient client;
    private final RollbackClient rollbacks;
    private final Reach reach;

    public DisplacedClient(WorkflowClient client) {
        this.client = client;
        this.rollbacks = new RollbackClient(client);
        this.reach = new Reach(client);
    }

    private record Seen(Service service, Kept kept, DisplacedView view) {}

    /** Of these services' databases, each once. */
    public List<DisplacedView> list(Collection<Service> services) {
        return see(services).stream().map(Seen::view).toList();
    }

    /** Drops the database of exactly that name. @return what came of it, as a sentence */
    public String drop(Collection<Service> services, @Nullable String database, @Nullable String by) {
        return decide(services, database, new KeepDisplaced.Decision(Problems.name(by), null));
    }

    /** Keeps it for so long from now on; also one that nobody kept the time of. */
    public String keep(
            Collection<Service> services, @Nullable String database, @Nullable Duration keepFor, @Nullable String by) {
        if (keepFor == null || keepFor.isNegative() || keepFor.isZero()) {
            throw new RollbackProblem(Kind.BAD_REQUEST, "'keepFor' is missing: say for how long, such as 14d");
        }
        return decide(
                services,
                database,
                new KeepDisplaced.Decision(Problems.name(by), Instant.now().plus(keepFor)));
    }

    private String decide(Collection<Service> services, @Nullable String database, KeepDisplaced.Decision decision) {
        String name = Problems.text("database", database);
        List<Seen> all = see(services);
        Seen seen = all.stream()
                .filter(it -> it.kept().database().equals(name))
                .findFirst()
                .orElseThrow(() -> new RollbackProblem(
                        Kind.NOT_FOUND,
                        "no database '" + name + "' of Lastgood's making is listed; the exact name is needed"
                                + (all.isEmpty()
                                        ? ", and there is none at all"
                                        : ", one of: "
                                                + String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(it -> it.kept()
                                                                        .database())
                                                                .toList()))));
        Database live = Objects.requireNonNull(seen.service().database());
        String id = KeepDisplaced.id(live, name);
        int before = state(id).map(KeepDisplaced.State::decisions).orElse(0);
        var keep = new KeepDisplaced.Keep(
                seen.service(),
                new RollbackRef(seen.service().ref(), seen.kept().key()),
                name,
                seen.kept().oid(),
                null,
                false);
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "KeepDisplaced",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TaskQueues.COMMON)
                        .build());
        try {
            String run = stub.signalWithStart("decide", new Object[] {decision}, new Object[] {keep})
                    .getRunId();
            return outcome(id, run, before);
        } catch (RuntimeException e) {
            throw Problems.of(e, seen.service().ref());
        }
    }

    private String outcome(String id, String run, int before) {
        WorkflowStub stub = client.newUntypedWorkflowStub(id, Optional.of(run), Optional.empty());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            KeepDisplaced.State state = state(id).orElse(null);
            if (state == null) {
                return stub.getResult(String.class);
            }
            if (state.decisions() > before) {
                if (state.note().startsWith("not dropped")) {
                    throw new RollbackProblem(Kind.CONFLICT, state.note());
                }
                return state.note();
            }
            pause();
        }
        return "it is durably asked for, and not carried out yet: see 'lastgood displaced'";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollbackProblem(Kind.NO_WORKER, "interrupted", e);
        }
    }

    private List<Seen> see(Collection<Service> services) {
        reach.check();
        Set<String> looked = new HashSet<>();
        List<Seen> all = new ArrayList<>();
        for (Service service : services) {
            Database database = service.database();
            if (database != null && looked.add(database.lockId())) {
                found(service, database)
                        .databases()
                        .forEach(it -> all.add(new Seen(service, it, view(service, database, it))));
            }
        }
        return all;
    }

    private Found found(Service service, Database database) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "ListDisplaced",
                WorkflowOptions.newBuilder()
                        .setWorkflowId("displaced-list-" + UUID.randomUUID())
                        .setTaskQueue(TaskQueues.COMMON)
                        // Nobody waits for the answer any longer then.
                        .setWorkflowExecutionTimeout(LIMIT.multipliedBy(2))
                        .build());
        try {
            stub.start(new ListDisplaced.Command(database, service.taskQueue()));
            return stub.getResult(LIMIT.toMillis(), TimeUnit.MILLISECONDS, Found.class);
        } catch (WorkflowFailedException e) {
            throw new RollbackProblem(
                    Kind.UNREACHABLE,
                    "what lies beside " + database.name() + " on " + database.server() + " can't be said: "
                            + Failures.reason(e.getCause() == null ? e : e.getCause()),
                    e);
        } catch (TimeoutException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER,
                    "no worker looked at " + database.server() + " within " + LIMIT.toSeconds()
                            + " s. See that a worker" + " runs, and that the server answers",
                    e);
        } catch (RuntimeException e) {
            throw Problems.of(e, service.ref());
        }
    }

    private DisplacedView view(Service service, Database database, Kept kept) {
        KeepDisplaced.State state =
                state(KeepDisplaced.id(database, kept.database())).orElse(null);
        RollbackRef rollback = new RollbackRef(service.ref(), kept.key());
        boolean ofRunning = state == null && runs(rollback);
        String note = state != null
                ? state.note()
                : ofRunning
                        ? "the rollback that made it still runs"
                        : "nobody keeps its time, so it stays until a person drops it";
        return new DisplacedView(
                service.ref(),
                database.server(),
                kept.database(),
                rollback.id(),
                kept.what(),
                kept.since(),
                kept.bytes(),
                kept.sessions(),
                state == null || !state.byItself() ? null : state.until(),
                state != null || ofRunning,
                note);
    }

    private boolean runs(RollbackRef rollback) {
        return rollbacks
                .look(rollback.service())
                .filter(RollbackView::runs)
                .map(RollbackView::status)
                .map(status -> status.rollback().key().equals(rollback.key()))
                .orElse(false);
    }

    /** Of the one that runs; empty where none does. */
    private Optional<KeepDisplaced.State> state(String id) {
        WorkflowStub stub = client.newUntypedWorkflowStub(id);
        try {
            WorkflowExecutionDescription now = stub.describe();
            if (now.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return Optional.empty();
            }
            return Optional.of(stub.query("state", KeepDisplaced.State.class));
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }
}
