package dev.lastgood.workflows.rollback;

/** Ends the way forward on purpose: somebody said so, or nothing is left to do. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What happens to what was changed. */
    enum Then {
        /** Undo it, but hold containment where data is being damaged. */
        UNDO,
        /** Undo it, containment too: a person said that the service may be opened. */
        UNDO_AND_REOPEN,
        /** Leave everything as it is: a person has it. */
        HAND_OVER,
        /** Nothing was to be taken back. */
        NOTHING_TO_DO
    }

    private final Then then;

    Stopped(Then then, String why) {
        super(why);
        this.then = then;
    }

    Then then() {
        return then;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
