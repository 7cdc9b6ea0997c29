package dev.lastgood.workflows.support;

/** The business failures. Each ends its activity at once: trying again would find the same. */
public enum FailureType {
    /** A setting or secret is wrong or missing. */
    CONFIGURATION,
    /** What was asked for does not exist: a tag, a database, a backup. */
    NOT_FOUND,
    /** No good backup from before the damage. */
    NO_BACKUP,
    /** There is no release before the running one. */
    NO_PREVIOUS_RELEASE,
    /** Not permitted: rights that are missing, the branch that Lastgood itself sits on. */
    REFUSED,
    /** It was done and then not found so: a dump that does not read back, an application that still answers. */
    UNVERIFIED,
    /** It can't be told whether it is well, and the catalog wants a person to say. */
    UNCLEAR,
    /** What was to be done is not needed any more, as something else was done first. */
    TOO_LATE,
    /** A command or program said no; its output stands in the message. */
    COMMAND_FAILED,
    /** An answer that can't be taken: no open question, another question, no name. */
    ANSWER_REFUSED,
    /** The workflow was started in a way it refuses, as under another id. */
    BAD_START
}
