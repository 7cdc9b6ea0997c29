package dev.lastgood.cli;

import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.model.ServiceRef;
import org.jspecify.annotations.Nullable;

/** Waits until something is made, for scripts that go on only when it is. */
final class Awaited {
    private static final long EVERY_MILLIS = 500;
    private static final int PATIENCE = 120;

    private Awaited() {}

    /** A worker or starter that is restarted meanwhile is waited for; it is made all the same. */
    private static Made end(Shadows shadows, Shadows.Kind kind, ServiceRef service) throws InterruptedException {
        for (int failed = 0; ; ) {
            Thread.sleep(EVERY_MILLIS);
            try {
                Made made = shadows.made(kind, service);
                if (!made.runs()) {
                    return made;
                }
                failed = 0;
            } catch (RuntimeException e) {
                if (Exit.of(e) != Exit.UNREACHABLE || ++failed > PATIENCE) {
                    throw e;
                }
            }
        }
    }

    /** Has it made, waits for its end where that is wanted, and prints how it stands. */
    static int make(
            Base command,
            Shadows shadows,
            Shadows.Kind kind,
            ServiceRef service,
            @Nullable String note,
            String by,
            boolean wait)
            throws InterruptedException {
        Made made = shadows.make(kind, service, note, by);
        if (wait) {
            made = end(shadows, kind, service);
        }
        command.print(made, made.note());
        return wait ? exit(made) : Exit.OK;
    }

    private static int exit(Made made) {
        return made.outcome() != null && made.outcome().done() ? Exit.OK : Exit.FAILED;
    }
}
