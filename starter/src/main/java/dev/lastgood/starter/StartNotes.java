package dev.lastgood.starter;

import dev.lastgood.workflows.client.NamespaceSearch;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Says at the start what does not stand in the way but should be known. */
class StartNotes implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StartNotes.class);

    private final StarterSettings settings;
    private final NamespaceSearch search;

    StartNotes(StarterSettings settings, NamespaceSearch search) {
        this.settings = settings;
        this.search = search;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            List<String> commands = search.commands();
            if (!commands.isEmpty()) {
                LOG.warn(
                        "Temporal's namespace lacks search attributes; rollbacks start without them. A worker with the"
                                + " rights registers them, or run:\n{}",
                        String.join("\n", commands));
            }
        } catch (StatusRuntimeException e) {
            LOG.warn(
                    "Temporal at {} does not answer yet ({}); alerts are answered 503 until it does",
                    settings.temporal().address(),
                    e.getStatus().getCode());
        }
        if (settings.history().url() == null) {
            LOG.warn("lastgood.history.url is not set: there is no history to show");
        }
    }
}
