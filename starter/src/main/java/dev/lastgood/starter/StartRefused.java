package dev.lastgood.starter;

/** The settings or the catalog are wrong: nothing is started. The message is all that a person needs. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    /** Whether a program failed to start for this. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof StartRefused) {
                return true;
            }
        }
        return false;
    }
}
