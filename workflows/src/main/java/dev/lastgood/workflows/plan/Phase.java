package dev.lastgood.workflows.plan;

/** The phases of a rollback, in their order; what the rollback's main method reads like. */
public enum Phase {
    CONTAIN,
    PRESERVE,
    ROLL_BACK,
    VERIFY,
    REOPEN,
    WATCH,
    CLOSE;

    /** The word that people read: {@code roll back}. */
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
