package dev.lastgood.programs;

/** Stops something when the JVM ends without having stopped it. */
final class ShutdownHook {
    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    static ShutdownHook add(String name, Runnable action) {
        Thread thread = new Thread(action, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(thread);
        return new ShutdownHook(thread);
    }

    /** Does nothing once the JVM is ending. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) {
            // The hooks are running already, perhaps this very one.
        }
    }
}
