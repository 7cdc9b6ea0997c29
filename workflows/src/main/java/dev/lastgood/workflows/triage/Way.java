package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.rollback.Words;
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

    /** As it is offered. */
    public String words() {
        return words;
    }

    /** As it is put on record: without the hint in brackets. */
    public String said() {
        return Words.withoutHint(words);
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
