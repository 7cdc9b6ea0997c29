package dev.lastgood.workflows.client;

/** Why something asked of a rollback did not happen, in a sentence for whoever asked. */
public final class RollbackProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for status and exit codes. */
    public enum Kind {
        /** What was asked lacks something or contradicts itself. */
        BAD_REQUEST,
        /** No such service, or no rollback of it. */
        NOT_FOUND,
        /** It ended, it was answered already, or something else runs. */
        CONFLICT,
        /** Temporal is there, but no worker does what it says. */
        NO_WORKER,
        /** Temporal can't be reached, or does not take calls. */
        UNREACHABLE,
        /** Temporal is there and has too much to do just now. */
        BUSY
    }

    private final Kind kind;

    public RollbackProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RollbackProblem(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
