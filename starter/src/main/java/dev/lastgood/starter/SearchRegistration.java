package dev.lastgood.starter;

import dev.lastgood.workflows.client.NamespaceSearch;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the search attributes on Temporal's namespace, at once or as soon as Temporal answers. */
final class SearchRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchRegistration.class);
    private static final int AGAIN_SECONDS = 5;

    private final NamespaceSearch search;
    private final String address;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "search-attributes");
        thread.setDaemon(true);
        return thread;
    });

    SearchRegistration(NamespaceSearch search, StarterSettings settings) {
        this.search = search;
        this.address = settings.temporal().address();
    }

    void begin() {
        try {
            register();
        } catch (StatusRuntimeException e) {
            LOG.warn(
                    "Temporal at {} does not answer yet ({}); alerts are answered 503 until it does",
                    address,
                    e.getStatus().getCode());
            again();
        }
    }

    private void again() {
        later.schedule(
                () -> {
                    try {
                        register();
                    } catch (StatusRuntimeException notYet) {
                        again();
                    }
                },
                AGAIN_SECONDS,
                TimeUnit.SECONDS);
    }

    private void register() {
        List<String> commands = search.register();
        if (!commands.isEmpty()) {
            LOG.warn(
                    "Temporal's namespace lacks search attributes and does not let them be registered; rollbacks start"
                            + " without them. Who has the rights runs:\n{}",
                    String.join("\n", commands));
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
