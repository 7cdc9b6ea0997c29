package dev.lastgood.workflows.plan;

/** How far a rollback is asked to go. */
public enum Mode {
    /** The whole runbook. */
    ROLL_BACK,
    /** Stop the bleeding, then ask a person what to do. */
    CONTAIN,
    /** Open a service that an earlier rollback left contained. */
    REOPEN,
    /** Take a finished rollback back. */
    UNDO
}
