package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a check's result is said to people, once for all places. */
public final class CheckWords {
    private CheckWords() {}

    /** {@code health: failed, 500 instead of 200 (internal, before reopening; new: it passed before the rollback)}. */
    public static String line(CheckResult result) {
        String where = where(result);
        return result.name() + ": " + Words.of(result.verdict()) + ", " + result.brief()
                + (where.isEmpty() ? "" : " (" + where + ")");
    }

    /** The same, and below it what more there is to say of it. */
    static String whole(CheckResult result) {
        String more = result.detail().lines().skip(1).collect(Collectors.joining("\n"));
        return line(result) + (more.isEmpty() ? "" : "\n" + more);
    }

    /** Road, phase, and how it stood before; empty for a result that no rollback has asked for. */
    public static String where(CheckResult result) {
        var words = new ArrayList<String>();
        if (result.road() != null) {
            words.add(Words.of(result.road()));
        }
        if (result.asked() != null) {
            words.add(Words.of(result.asked()));
        }
        String before = before(result);
        return String.join(", ", words) + (before == null ? "" : "; " + before);
    }

    /** Tells what failed before from what fails only now; null where there is nothing to tell apart. */
    private static @Nullable String before(CheckResult result) {
        Verdict before = result.before();
        if (before == null) {
            return null;
        }
        if (result.passed()) {
            return before == Verdict.FAILED ? "it failed before the rollback" : null;
        }
        return switch (before) {
            case PASSED -> "new: it passed before the rollback";
            case FAILED -> "it failed before the rollback too";
            case UNKNOWN -> "it was unknown before the rollback";
        };
    }
}
