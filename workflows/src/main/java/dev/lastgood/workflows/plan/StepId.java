package dev.lastgood.workflows.plan;

import java.time.Duration;

/** The steps a rollback can have, with the runbook's time budgets as defaults. A step over its budget is told, not killed. */
public enum StepId {
    KILL_SWITCH_ON(Phase.CONTAIN, Duration.ofSeconds(30), "Kill switch on"),
    STOP(Phase.CONTAIN, Duration.ofMinutes(1), "Stop the application"),
    FIND_RELEASE(Phase.PRESERVE, Duration.ofSeconds(30), "Find the previous release"),
    EVIDENCE(Phase.PRESERVE, Duration.ofMinutes(2), "Keep the evidence"),
    EMERGENCY_BACKUP(Phase.PRESERVE, Duration.ofMinutes(2), "Emergency backup"),
    REHEARSE(Phase.ROLL_BACK, Duration.ofMinutes(5), "Rehearse the reverse script"),
    SCRIPT_APPROVAL(Phase.ROLL_BACK, Duration.ofMinutes(30), "A person's yes to the script"),
    RUN_SCRIPT(Phase.ROLL_BACK, Duration.ofMinutes(2), "Run the reverse script"),
    PREPARE_RESTORE(Phase.ROLL_BACK, Duration.ofMinutes(5), "Restore beside the live database"),
    APPROVAL(Phase.ROLL_BACK, Duration.ofMinutes(30), "A person's yes"),
    SWAP(Phase.ROLL_BACK, Duration.ofSeconds(30), "Swap the databases"),
    MARK_MIGRATIONS(Phase.ROLL_BACK, Duration.ofSeconds(30), "Mark the failed migrations"),
    DEPLOY(Phase.ROLL_BACK, Duration.ofMinutes(4), "Previous release"),
    START(Phase.VERIFY, Duration.ofMinutes(1), "Start the application"),
    VERIFY(Phase.VERIFY, Duration.ofMinutes(2), "Verify before reopening"),
    KILL_SWITCH_OFF(Phase.REOPEN, Duration.ofSeconds(30), "Kill switch off"),
    VERIFY_OPEN(Phase.REOPEN, Duration.ofMinutes(2), "Verify after reopening"),
    WATCH(Phase.WATCH, Duration.ofMinutes(5), "Watch");

    private final Phase phase;
    private final Duration budget;
    private final String title;

    StepId(Phase phase, Duration budget, String title) {
        this.phase = phase;
        this.budget = budget;
        this.title = title;
    }

    public Phase phase() {
        return phase;
    }

    public Duration budget() {
        return budget;
    }

    /** What people read. */
    public String title() {
        return title;
    }

    /** What catalogs and commands write: {@code kill-switch-on}. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
