package dev.lastgood.history.report;

/** The incident report of a rollback. */
public final class Report {
    /** The artifact's name. */
    public static final String FILE = "report.md";

    private Report() {}
}
