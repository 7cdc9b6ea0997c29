package dev.lastgood.workflows.plan;

/** How far a rollback is asked to go. */
public enum Mode {
    /** The whole runbook. */
    ROLL_BACK("rollback"),
    /** Stop the bleeding, then ask a person what to do. */
    CONTAIN("containment"),
    /** Open a service that an earlier rollback left contained. */
    REOPEN("reopening"),
    /** Take a finished rollback back. */
    UNDO("undo");

    private final String words;

    Mode(String words) {
        this.words = words;
    }

    /** What people call such a run: {@code reopening}. */
    public String words() {
        return words;
    }
}
