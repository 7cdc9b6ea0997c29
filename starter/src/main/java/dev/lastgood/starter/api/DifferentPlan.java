package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.Started;

/** A request that was not followed, as something else runs. */
final class DifferentPlan extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Started started;

    DifferentPlan(Started started, String message) {
        super(message);
        this.started = started;
    }

    Started started() {
        return started;
    }
}
