package dev.lastgood.workflows.plan;

/** The kinds of rollback that can be asked for. */
public enum Option {
    RELEASE,
    DATABASE,
    /** A reverse SQL script; only where it is asked for by name. */
    MIGRATION
}
