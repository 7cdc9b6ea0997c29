package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.deployment.DeploymentWatch;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells of deployments and looks at their watches. Telling needs no worker; each call takes a few seconds at most and throws
 * {@link RollbackProblem} with the reason.
 */
public final class DeploymentClient {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final WorkflowClient client;
    private final Reach reach;

    public DeploymentClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    /**
     * Begins to watch the release; ends the watch of an older one of the same service. Telling the same again changes nothing.
     *
     * @param searchAttributes whether the namespace has Lastgood's search attributes
     * @param history what is known of a deployment by its id, where Temporal does not know it any more
     */
    public DeploymentStatus tell(
            Service service,
            DeploymentOrder order,
            boolean searchAttributes,
            Function<String, Optional<DeploymentStatus>> history) {
        ServiceRef ref = service.ref();
        Deployment deployment = order.deployment(ref, Instant.now());
        if (service.deployments() == null) {
            throw new RollbackProblem(
                    Kind.BAD_REQUEST,
                    "the catalog does not say how a deployment of " + ref
                            + " is watched: add 'deployments' to it, see docs/deployments.md");
        }
        Optional<DeploymentStatus> known = recent(ref).stream()
                .filter(it -> it.deployment().id().equals(deployment.id())
                        || (it.verdict() == null && order.isAgain(it.deployment())))
                .findFirst()
                .or(() -> history.apply(deployment.id()).filter(it -> it.verdict() != null));
        if (known.isPresent()) {
            return known.get();
        }
        var watch = new DeploymentWatch.Order(service, deployment, searchAttributes);
        try {
            client.newUntypedWorkflowStub("DeploymentWatch", options(deployment))
                    .signalWithStart("deployed", new Object[] {watch}, new Object[] {watch});
        } catch (RuntimeException e) {
            throw Problems.of(e, ref);
        }
        return told(deployment);
    }

    /** @param id the deployment's */
    public Optional<DeploymentStatus> look(ServiceRef service, String id) {
        return recent(service).stream()
                .filter(it -> it.deployment().id().equals(id))
                .findFirst();
    }

    /** The newest watch and those that it has ended, as Temporal still knows them. */
    public List<DeploymentStatus> recent(ServiceRef service) {
        reach.check();
        return Problems.found(
                        service,
                        () -> seen(
                                service,
                                client.newUntypedWorkflowStub(service.deploymentId())
                                        .describe()))
                .orElse(List.of());
    }

    /** A person's word on the deployment that is watched. */
    public String judge(
            ServiceRef service, String id, @Nullable Verdict verdict, @Nullable String by, @Nullable String why) {
        if (verdict != Verdict.GOOD && verdict != Verdict.BAD && verdict != Verdict.UNCLEAR) {
            throw new RollbackProblem(Kind.BAD_REQUEST, "'verdict' is missing or none: say good, bad or unclear");
        }
        var judgement = new DeploymentWatch.Judgement(id, verdict, Problems.name(by), Problems.text("reason", why));
        DeploymentStatus now = look(service, id).orElseThrow(() -> none(service, id));
        if (now.verdict() != null) {
            throw new RollbackProblem(
                    Kind.CONFLICT,
                    now.deployment().version() + " is not watched any more: "
                            + now.verdict().name().toLowerCase(java.util.Locale.ROOT) + ", " + now.why());
        }
        try {
            client.newUntypedWorkflowStub(service.deploymentId()).signal("judged", judgement);
        } catch (RuntimeException e) {
            throw Problems.of(e, service);
        }
        return "it is durably said of " + now.deployment().version() + "; see 'lastgood deployments "
                + service.service() + "'";
    }

    /**
     * Looks until there is a verdict, or a line more than were seen, or the time is over.
     *
     * @param look how it is looked
     * @param seen how many lines the caller has
     */
    public static Optional<DeploymentStatus> await(
            Supplier<Optional<DeploymentStatus>> look, int seen, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<DeploymentStatus> now = look.get();
            boolean news = now.isPresent()
                    && (now.get().verdict() != null || now.get().lines().size() > seen);
            if (news || System.nanoTime() + LOOK_AGAIN.toNanos() > end) {
                return now;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return now;
            }
        }
    }

    public static RollbackProblem none(ServiceRef service, String id) {
        return new RollbackProblem(Kind.NOT_FOUND, "no deployment '" + id + "' of " + service + " was told of");
    }

    private List<DeploymentStatus> seen(ServiceRef service, WorkflowExecutionDescription now) {
        boolean runs = now.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        DeploymentWatch.State state;
        try {
            state = client.newUntypedWorkflowStub(now.getExecution(), Optional.empty())
                    .query("state", DeploymentWatch.State.class);
        } catch (RuntimeException noWorker) {
            Deployment deployment = inMemo(service, now);
            return deployment == null || !runs ? List.of() : List.of(told(deployment));
        }
        List<DeploymentStatus> all = new ArrayList<>();
        all.add(runs || state.now().verdict() != null ? state.now() : stopped(state.now()));
        all.addAll(state.earlier());
        return all;
    }

    private static DeploymentStatus told(Deployment deployment) {
        return new DeploymentStatus(
                deployment,
                deployment.at(),
                null,
                null,
                "told of; its watch begins as soon as a worker takes it up",
                null,
                null,
                false,
                List.of(),
                List.of());
    }

    /** Terminated, or failed, which it never should. */
    private static DeploymentStatus stopped(DeploymentStatus last) {
        return new DeploymentStatus(
                last.deployment(),
                last.watchedSince(),
                null,
                Verdict.UNCLEAR,
                "its watch was stopped from outside",
                null,
                null,
                false,
                last.lines(),
                last.checks());
    }

    private static @Nullable Deployment inMemo(ServiceRef service, WorkflowExecutionDescription now) {
        String id = text(now, "deployment");
        String version = text(now, "version");
        String at = text(now, "at");
        String by = text(now, "by");
        String commit = text(now, "commit");
        return id == null || version == null || at == null || by == null
                ? null
                : new Deployment(
                        service,
                        id,
                        version,
                        commit == null || commit.isEmpty() ? null : commit,
                        Instant.parse(at),
                        by);
    }

    private static @Nullable String text(WorkflowExecutionDescription now, String key) {
        return (String) now.getMemo(key, String.class);
    }

    private static WorkflowOptions options(Deployment deployment) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(deployment.service().deploymentId())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTaskQueue(TaskQueues.COMMON)
                .setMemo(deployment.memo())
                .setStaticSummary("Watch " + deployment.service().service() + " " + deployment.version())
                .build();
    }
}
