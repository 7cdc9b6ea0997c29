package dev.lastgood.workflows.decision;

import java.util.Locale;

/** What a rule of the decision matrix wants done. */
public enum Action {
    /** Roll back now. */
    AT_ONCE,
    /** Announce it, and roll back when nobody vetoes within the window. */
    VETO,
    /** Watch for a while: getting worse rolls back, better ends it. */
    WATCH,
    /** A person decides. */
    ASK,
    /** An issue for the fix; nothing is rolled back. */
    FIX_FORWARD,
    /** Nothing at all. */
    IGNORE;

    /** As catalogs write it: {@code at-once}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
