package dev.lastgood.workflows;

import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Check.Road;
import dev.lastgood.workflows.model.Check.When;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Verifying;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.plan.StepId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service that a test is about: the shop, which has everything, or another, and what is different about it. */
public final class TestServices {
    public static final ServiceRef SHOP = new ServiceRef("production", "shop");
    public static final Check HEALTH =
            new Check("health", "http", Road.INTERNAL, Set.of(When.BEFORE_REOPENING, When.AFTER_REOPENING), Map.of());

    private ServiceRef ref;
    private Impact impact;
    private @Nullable Target killSwitch;
    private @Nullable Target release;
    private @Nullable Database database;
    private List<Target> evidence;
    private List<Check> checks;
    private Watch watch;
    private Approval approval;
    private List<Channel> channels;
    private Map<StepId, Duration> budgets;
    private final List<String> contacts;
    private @Nullable String taskQueue;
    private @Nullable Policy decisions;
    private @Nullable Verifying verifying;
    private @Nullable Target alerting;
    private @Nullable Deployments deployments;
    private final @Nullable Diagnosing diagnosing;

    private TestServices(Service it) {
        ref = it.ref();
        impact = it.impact();
        killSwitch = it.killSwitch();
        release = it.release();
        database = it.database();
        evidence = it.evidence();
        checks = it.checks();
        watch = it.watch();
        approval = it.approval();
        channels = it.channels();
        budgets = it.budgets();
        contacts = it.contacts();
        taskQueue = it.taskQueue();
        decisions = it.decisions();
        verifying = it.verifying();
        alerting = it.alerting();
        deployments = it.deployments();
        diagnosing = it.diagnosing();
    }

    public static TestServices like(Service it) {
        return new TestServices(it);
    }

    public static TestServices shop(Impact impact) {
        return like(new Service(
                SHOP,
                impact,
                new Target("http", "gateway", Map.of()),
                new Target("git", "shop", Map.of()),
                shopDatabase(Map.of()),
                List.of(new Target("file-tail", "app-log", Map.of())),
                List.of(HEALTH),
                new Watch(Duration.ofMinutes(5), Duration.ofSeconds(30), 2, List.of(HEALTH)),
                new Approval(Duration.ofMinutes(30), 0),
                List.of(new Channel(new Target("slack", "incidents", Map.of()), EnumSet.allOf(Notice.Kind.class))),
                Map.of(),
                List.of("dba@example.com"),
                null));
    }

    public static Database shopDatabase(Map<String, Object> settings) {
        return new Database("postgresql", "127.0.0.1:5432", "shop", settings);
    }

    public Service build() {
        return new Service(
                ref,
                impact,
                killSwitch,
                release,
                database,
                evidence,
                checks,
                watch,
                approval,
                channels,
                budgets,
                contacts,
                taskQueue,
                decisions,
                verifying,
                alerting,
                deployments,
                diagnosing);
    }

    public TestServices ref(ServiceRef other) {
        ref = other;
        return this;
    }

    public TestServices killSwitch(@Nullable Target other) {
        killSwitch = other;
        return this;
    }

    public TestServices release(@Nullable Target other) {
        release = other;
        return this;
    }

    public TestServices database(@Nullable Database other) {
        database = other;
        return this;
    }

    public TestServices evidence(Target... others) {
        evidence = List.of(others);
        return this;
    }

    public TestServices checks(Check... others) {
        checks = List.of(others);
        return this;
    }

    public TestServices watch(Watch other) {
        watch = other;
        return this;
    }

    public TestServices approval(Duration wait) {
        approval = new Approval(wait, 0);
        return this;
    }

    public TestServices channels(Channel... others) {
        channels = List.of(others);
        return this;
    }

    public TestServices budgets(Map<StepId, Duration> others) {
        budgets = others;
        return this;
    }

    public TestServices taskQueue(String other) {
        taskQueue = other;
        return this;
    }

    public TestServices decisions(Policy other) {
        decisions = other;
        return this;
    }

    public TestServices verifying(Verifying other) {
        verifying = other;
        return this;
    }

    public TestServices alerting(Target other) {
        alerting = other;
        return this;
    }

    public TestServices deployments(Deployments other) {
        deployments = other;
        return this;
    }
}
