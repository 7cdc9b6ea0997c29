package dev.lastgood.workflows.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found, in words that a person can act on.
 *
 * @param detail expected and found in its first line; whatever more there is follows in further lines
 * @param values what was measured, for a later run of the same check to be compared with; none where nothing was
 */
public record CheckResult(String name, Verdict verdict, String detail, Map<String, Double> values) {

    public CheckResult(String name, Verdict verdict, String detail, @Nullable Map<String, Double> values) {
        this.name = name;
        this.verdict = verdict;
        this.detail = detail;
        this.values = values == null ? Map.of() : values;
    }

    public CheckResult(String name, Verdict verdict, String detail) {
        this(name, verdict, detail, null);
    }

    /** UNKNOWN (no data, too few samples, not reachable for the question) is never a pass. */
    public enum Verdict {
        PASSED,
        FAILED,
        UNKNOWN
    }

    public boolean passed() {
        return verdict == Verdict.PASSED;
    }

    /** What fits on a phone. */
    public String brief() {
        return detail.lines().findFirst().orElse("");
    }
}
