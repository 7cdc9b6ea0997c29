package dev.lastgood.workflows.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one event for one service, and why.
 *
 * @param rule the rule that matched, also where a guard decided; null where none did
 * @param reasons in words, the deciding one first
 * @param guards what spoke against the rule, the most important first
 * @param due when it is to be done by the matrix's time limit; null is none
 */
public record Decision(
        Verdict verdict,
        @Nullable Rule rule,
        List<String> reasons,
        Instant at,
        List<Guard> guards,
        @Nullable Instant due) {

    public Decision {
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
        guards = guards == null ? List.of() : List.copyOf(guards);
    }

    public Decision(Verdict verdict, @Nullable Rule rule, List<String> reasons, Instant at) {
        this(verdict, rule, reasons, at, List.of(), null);
    }

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

    /** Whether whoever asked must pull the brake: until a person re-arms it, no service is rolled back by itself. */
    public boolean pullsBrake() {
        return verdict == Verdict.HELD && guards.contains(Guard.TOO_MANY);
    }
}
