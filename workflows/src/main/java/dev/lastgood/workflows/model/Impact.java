package dev.lastgood.workflows.model;

/** What the fault does to the data, which decides when the application is stopped and whether it stays contained. */
public enum Impact {
    /** Data is being damaged: stop at once, and stay contained until the service is well or a person reopens it. */
    DATA_DAMAGE,
    /** It is slow or fails in part: it serves until the swap, and is given back as it was when the rollback is undone. */
    DEGRADED
}
