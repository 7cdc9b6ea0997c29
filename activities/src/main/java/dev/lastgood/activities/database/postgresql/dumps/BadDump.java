package dev.lastgood.activities.database.postgresql.dumps;

/** A backup that must not be restored; the message is the reason, as the rest of a sentence that begins with its name. */
public final class BadDump extends Exception {
    private static final long serialVersionUID = 1;

    public BadDump(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    BadDump inLine(long line) {
        return new BadDump(reason() + " (line " + line + ")");
    }
}
