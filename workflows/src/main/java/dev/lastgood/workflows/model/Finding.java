package dev.lastgood.workflows.model;

import java.util.Comparator;
import java.util.List;

/**
 * Something that a restore or a swap will meet, found before anyone is asked.
 *
 * @param what is there, such as {@code 3 sessions of shop from 10.0.0.5 (web)}
 * @param then what will be done about it, what it means, or, where it stands in the way, how to clear it
 */
public record Finding(Kind kind, String what, String then) {
    /** The more a person has to do about it, the earlier. */
    public enum Kind {
        /** With it a restore could not work, or would break something: refused. */
        IN_THE_WAY("in the way"),
        /** Nothing is done about it; whoever says yes should know. */
        TO_KNOW("to know"),
        /** Lastgood sees to it. */
        WILL_BE_DONE("will be done");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** As a line of the question. */
    public String line() {
        return kind.words() + ": " + sentence();
    }

    public String sentence() {
        return what + "; " + then;
    }

    public static List<Finding> sorted(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::kind)).toList();
    }
}
