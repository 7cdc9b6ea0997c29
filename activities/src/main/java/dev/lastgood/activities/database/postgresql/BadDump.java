package dev.lastgood.activities.database.postgresql;

/** A backup that must not be restored; the message is the reason, as the rest of a sentence that begins with its name. */
final class BadDump extends Exception {
    private static final long serialVersionUID = 1;

    BadDump(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
