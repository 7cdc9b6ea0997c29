package dev.lastgood.cli;

import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of ready-made shadows by both roads. */
interface Shadows {
    /** What is made ready, as the API's paths name it. */
    enum Kind {
        WARM("warm", "warm shadow"),
        RESTORE_POINT("restore-point", "restore point");

        private final String path;
        private final String words;

        Kind(String path, String words) {
            this.path = path;
            this.words = words;
        }

        String path() {
            return path;
        }

        String words() {
            return words;
        }
    }

    List<ServiceRef> services();

    List<ReadyShadow> list(ServiceRef service);

    /** Sets it going. */
    Made make(Kind kind, ServiceRef service, @Nullable String note, String by);

    /** How the newest one stands. */
    Made made(Kind kind, ServiceRef service);
}
