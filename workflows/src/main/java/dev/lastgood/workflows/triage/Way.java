package dev.lastgood.workflows.triage;

import java.util.Locale;

/** What a person can say to a triage. */
public enum Way {
    ROLL_BACK("roll back now"),
    VETO("don't roll back (say why)"),
    EXTEND("give me more time"),
    HOTFIX("a hotfix comes within a time; asked again if the alert still fires then"),
    FIX_FORWARD("fix it forward; nothing is rolled back"),
    IGNORE("ignore it (say why)");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** What commands write: {@code fix-forward}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it stands in the record only with a reason. */
    public boolean needsReason() {
        return this == VETO || this == IGNORE;
    }
}
