package dev.lastgood.workflows.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found, in words that a person can act on.
 *
 * @param detail expected and found in its first line; whatever more there is follows in further lines
 * @param values what was measured, for a later run of the same check to be compared with; none where nothing was
 * @param road which way it took; null where the rollback has not said so
 * @param asked in which phase; null likewise
 * @param before what the same check said before the rollback; null where it was not asked then
 */
public record CheckResult(
        String name,
        Verdict verdict,
        String detail,
        Map<String, Double> values,
        Check.@Nullable Road road,
        @Nullable Asked asked,
        @Nullable Verdict before) {
    /** The key of {@code values} for how many requests they are made of. */
    public static final String REQUESTS = "requests";

    public CheckResult(
            String name,
            Verdict verdict,
            String detail,
            @Nullable Map<String, Double> values,
            Check.@Nullable Road road,
            @Nullable Asked asked,
            @Nullable Verdict before) {
        this.name = name;
        this.verdict = verdict;
        this.detail = detail;
        this.values = values == null ? Map.of() : values;
        this.road = road;
        this.asked = asked;
        this.before = before;
    }

    public CheckResult(String name, Verdict verdict, String detail, @Nullable Map<String, Double> values) {
        this(name, verdict, detail, values, null, null, null);
    }

    public CheckResult(String name, Verdict verdict, String detail) {
        this(name, verdict, detail, null);
    }

    /** The phases in which a rollback asks its checks. */
    public enum Asked {
        BEFORE_THE_ROLLBACK,
        BEFORE_REOPENING,
        AFTER_REOPENING,
        WATCHING
    }

    /** The same, with what the rollback knows of it. */
    public CheckResult as(Check.Road itsRoad, Asked phase, @Nullable CheckResult earlier) {
        return new CheckResult(
                name, verdict, detail, values, itsRoad, phase, earlier == null ? null : earlier.verdict());
    }

    /** The same measurement, of which nothing can be said. */
    public CheckResult unknown(String why) {
        return new CheckResult(name, Verdict.UNKNOWN, why, values, road, asked, before);
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
