package dev.lastgood.workflows.model;

/** What a check found, in words that a person can act on. */
public record CheckResult(String name, Verdict verdict, String detail) {

    /** UNKNOWN (no data, too few samples, not reachable for the question) is never a pass. */
    public enum Verdict {
        PASSED,
        FAILED,
        UNKNOWN
    }

    public boolean passed() {
        return verdict == Verdict.PASSED;
    }
}
