package dev.lastgood.workflows.rollback;

/** What a person can say when a rollback waits for them. */
public enum Choice {
    APPROVE("yes, go on"),
    REJECT("no, undo it"),
    RETRY("try the step again"),
    SKIP("go on without the step (say why)"),
    DONE_BY_HAND("I did it by hand (it is verified then)"),
    UNDO("undo what was changed"),
    LEAVE_TO_ME("stop here and leave it to me"),
    ROLL_BACK("roll back"),
    REOPEN("reopen the service");

    private final String words;

    Choice(String words) {
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

    /** What commands write: {@code done-by-hand}. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
