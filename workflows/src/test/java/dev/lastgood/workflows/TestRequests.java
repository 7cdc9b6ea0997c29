package dev.lastgood.workflows;

import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.RollbackRequest.Undo;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Anna's request to roll all of a service back, and what is different about it. */
public final class TestRequests {
    private final Service service;
    private String id = "request-1";
    private Cause cause = new Cause("anna", "orders are wrong", null);
    private Mode mode = Mode.ROLL_BACK;
    private Set<Option> options = Set.of();
    private @Nullable String toRelease;
    private @Nullable Instant damagedSince;
    private @Nullable String script;
    private @Nullable Undo undo;

    private TestRequests(Service service) {
        this.service = service;
    }

    public static TestRequests of(Service service) {
        return new TestRequests(service);
    }

    public RollbackRequest build() {
        return new RollbackRequest(id, service, cause, mode, options, toRelease, damagedSince, false, script, undo);
    }

    public TestRequests id(String other) {
        id = other;
        return this;
    }

    public TestRequests by(String person, String reason) {
        return causedBy(new Cause(person, reason, null));
    }

    public TestRequests causedBy(Cause other) {
        cause = other;
        return this;
    }

    public TestRequests mode(Mode other) {
        mode = other;
        return this;
    }

    public TestRequests options(Option... others) {
        return options(Set.of(others));
    }

    public TestRequests options(Set<Option> others) {
        options = others;
        return this;
    }

    public TestRequests toRelease(@Nullable String other) {
        toRelease = other;
        return this;
    }

    public TestRequests damagedSince(@Nullable Instant other) {
        damagedSince = other;
        return this;
    }

    public TestRequests script(@Nullable String other) {
        script = other;
        return this;
    }

    public TestRequests undo(Undo other) {
        undo = other;
        return this;
    }
}
