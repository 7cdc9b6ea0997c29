package dev.lastgood.workflows.decision;

/** What speaks against doing at once what the matrix says, the most important first. */
public enum Guard {
    /** A rollback of the service runs. */
    RUNNING,
    /** An earlier alert of the service is still being decided. */
    TRIAGE,
    /** The alert fires since before the last rollback ended. */
    SAME_EVENT,
    /** A person said no to the same alert. */
    SAID_NO,
    /** {@code lastgood pause}. */
    PAUSE,
    /** The brake is pulled. */
    BRAKE,
    /** A freeze of the catalog. */
    FREEZE,
    /** Too many services want to go back at once; the brake is to be pulled. */
    TOO_MANY,
    /** The last rollback ended lately. */
    COOLDOWN,
    /** The alert names another release than the one that runs. */
    OTHER_RELEASE,
    /** The release that runs is one that was rolled back to. */
    ROLLED_BACK_TO,
    /** The trouble began before the release. */
    BEFORE_RELEASE,
    /** It may have. */
    DOUBTFUL,
    /** The release is older than the alert's window. */
    OLD_RELEASE,
    /** Which release runs, or since when, can't be told. */
    RELEASE_UNKNOWN
}
