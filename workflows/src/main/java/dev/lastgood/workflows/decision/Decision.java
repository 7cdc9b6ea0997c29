package dev.lastgood.workflows.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one event for one service, and why.
 *
 * @param rule the rule that matched; null where none had to
 * @param reasons in words, the most important first
 */
public record Decision(Verdict verdict, @Nullable Rule rule, List<String> reasons, Instant at) {

    /** What comes of it. */
    public enum Verdict {
        /** A rollback begins. */
        START,
        /** One runs, or is being decided, and this joins it. */
        JOIN,
        /** A veto window, or a watch, before a rollback begins. */
        WAIT,
        /** A person is asked. */
        ASK,
        /** The fix goes forward: people are told, nothing is rolled back. */
        FIX_FORWARD,
        /** Something keeps it from being rolled back by itself; people are told. */
        HELD,
        IGNORED
    }

    /** In one line. */
    public String words() {
        return String.join("; ", reasons);
    }
}
