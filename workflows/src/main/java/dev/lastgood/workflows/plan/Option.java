package dev.lastgood.workflows.plan;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of rollback that can be asked for. */
public enum Option {
    RELEASE,
    DATABASE,
    /** A reverse SQL script; only where it is asked for by name. */
    MIGRATION;

    /** What is asked for by naming these: by none of them, all that need not be named. */
    public static Set<Option> meant(Set<Option> options) {
        return options.isEmpty() ? EnumSet.complementOf(EnumSet.of(MIGRATION)) : options;
    }

    /** Whether these ask for all that the others do, and for more. */
    public static boolean isMore(Set<Option> options, Set<Option> others) {
        Set<Option> mine = meant(options);
        Set<Option> theirs = meant(others);
        return mine.containsAll(theirs) && mine.size() > theirs.size();
    }
}
