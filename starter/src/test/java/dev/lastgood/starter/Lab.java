package dev.lastgood.starter;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.programs.TemporalServer;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A real Temporal server for all tests, and starters and workers on it. Each test takes services of its own. */
final class Lab {
    static final String WEBHOOK_TOKEN = "hook-4711";
    static final String API_TOKEN = "api-0815";

    private static TemporalServer server;

    private Lab() {}

    static synchronized TemporalServer temporal() {
        if (server == null) {
            try {
                server = TemporalServer.start(
                        Files.createTempDirectory("lastgood-starter"), TemporalServer.Options.defaults());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    /**
     * {@code s0} to {@code s59} in production, of which {@code s0} is in staging too; alerts by label {@code service}. New releases
     * of {@code w0} to {@code w5} are watched.
     */
    static Catalog catalog() {
        List<Catalog.Entry> entries = new java.util.ArrayList<>(IntStream.range(0, 60)
                .mapToObj(i -> new Catalog.Entry(service("production", "s" + i), Map.of("service", "s" + i)))
                .toList());
        entries.add(new Catalog.Entry(service("staging", "s0"), Map.of()));
        IntStream.range(0, 6).forEach(i -> entries.add(new Catalog.Entry(watched("w" + i), Map.of())));
        return new Catalog(entries);
    }

    static Service service(String environment, String name) {
        return service(environment, name, null, List.of());
    }

    static Service service(String environment, String name, Database database) {
        return service(environment, name, database, List.of());
    }

    private static Service service(String environment, String name, Database database, List<Channel> channels) {
        return new Service(
                new ServiceRef(environment, name),
                Impact.DEGRADED,
                new Target("http", "switch", Map.of()),
                new Target("git", "release", Map.of()),
                database,
                List.of(),
                List.of(),
                new Watch(Duration.ofMinutes(1), Duration.ofSeconds(5), 2, List.of()),
                new Approval(Duration.ofMinutes(30), 0),
                channels,
                Map.of(),
                List.of(),
                null);
    }

    private static Service watched(String name) {
        Service it = service("production", name);
        return with(it, it.decisions(), Deployments.standard(it.watch()));
    }

    /** Which does this with every alert of its own. */
    static Service deciding(String name, Action action) {
        Policy it = Policy.standard();
        return decided(
                service("production", name),
                new Policy(
                        List.of(Rule.of(name, List.of(), action)),
                        it.onResolved(),
                        it.cooldown(),
                        it.releaseWindow(),
                        it.clockAllowance(),
                        it.alertFor(),
                        it.whenReleaseUnknown(),
                        it.freezes(),
                        it.brake()));
    }

    static Service decided(Service it, Policy policy) {
        return with(it, policy, it.deployments());
    }

    private static Service with(Service it, Policy policy, Deployments deployments) {
        return new Service(
                it.ref(),
                it.impact(),
                it.killSwitch(),
                it.release(),
                it.database(),
                it.evidence(),
                it.checks(),
                it.watch(),
                it.approval(),
                it.channels(),
                it.budgets(),
                it.contacts(),
                it.taskQueue(),
                policy,
                it.verifying(),
                it.alerting(),
                deployments,
                it.diagnosing());
    }

    /** A namespace that no worker of another test works in. */
    static String namespace(String name) {
        try (Connection connection = Connection.to(temporal().address(), "default")) {
            connection
                    .stubs()
                    .blockingStub()
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(name)
                            .setWorkflowExecutionRetentionPeriod(com.google.protobuf.util.Durations.fromHours(24))
                            .build());
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> {
                    try (Connection connection = Connection.to(temporal().address(), name)) {
                        connection
                                .client()
                                .newUntypedWorkflowStub(
                                        "Nothing",
                                        io.temporal.client.WorkflowOptions.newBuilder()
                                                .setTaskQueue("nobody")
                                                .setWorkflowId("probe")
                                                .build())
                                .start();
                        return true;
                    }
                });
        return name;
    }

    /** As {@link #catalog}, and each service tells people by the incoming webhook at that secret's place. */
    static Catalog telling(String webhook) {
        var channel = new Channel(
                new Target("slack", "incidents", Map.of("webhook", webhook)), Set.of(Notice.Kind.PERSON_NEEDED));
        return new Catalog(IntStream.range(0, 60)
                .mapToObj(i -> new Catalog.Entry(
                        service("production", "s" + i, null, List.of(channel)), Map.of("service", "s" + i)))
                .toList());
    }

    static Web starter(String address, String namespace, String... more) {
        return starter(address, namespace, catalog(), more);
    }

    static Web starter(String address, String namespace, Catalog catalog, String... more) {
        String[] settings = {
            "server.port=0",
            "lastgood.temporal.address=" + address,
            "lastgood.temporal.namespace=" + namespace,
            "lastgood.webhook.token=file:" + secret(WEBHOOK_TOKEN),
            "lastgood.api.token=file:" + secret(API_TOKEN),
            "spring.main.banner-mode=off"
        };
        ConfigurableApplicationContext context = new SpringApplicationBuilder(StarterApplication.class)
                .properties(settings)
                .properties(more)
                .initializers(it -> ((GenericApplicationContext) it).registerBean(Catalog.class, () -> catalog))
                .run();
        return new Web(context);
    }

    /** @param more workflows beside rollbacks */
    static WorkerFactory worker(WorkflowClient client, Class<?>... more) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(TaskQueues.COMMON);
        worker.registerWorkflowImplementationTypes(FakeRollback.class, FakeWatch.class);
        worker.registerWorkflowImplementationTypes(more);
        factory.start();
        return factory;
    }

    /** A file with the secret in it. */
    static String secret(String value) {
        try {
            return Files.writeString(Files.createTempFile("token", ""), value + "\n")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
