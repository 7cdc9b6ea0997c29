package dev.lastgood.standalone.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Lastgood's own parts, as far as the demo has to do with them. */
public interface Platform extends AutoCloseable {

    /**
     * Obtains and starts Temporal and the history's PostgreSQL. On a cold machine that takes minutes. Nothing of an earlier
     * demo is left in them: a rollback that it was ended in would be joined by this one's alert. Called on a thread of its
     * own, beside the building of the shop.
     *
     * @param folder for all its state; made when it is not there
     * @param say told in a line what takes time, and how far it is
     */
    void prepare(Path folder, Consumer<String> say);

    /**
     * Starts worker and starter, after {@link #prepare}.
     *
     * @param webhookToken where the bearer token of the webhook is: {@code file:/…}
     * @param apiToken likewise, of the API
     */
    Running start(Path catalog, String webhookToken, String apiToken);

    /** Ends all of it; also when it was never, or only partly, started. */
    @Override
    void close();

    /**
     * @param starter where the webhook, the API and the pages are
     * @param temporalUi where the workflows can be looked at
     * @param temporal host and port of Temporal's own API
     */
    record Running(URI starter, URI temporalUi, String temporal) {}
}
