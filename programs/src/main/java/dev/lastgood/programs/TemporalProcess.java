package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running development server. */
final class TemporalProcess {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalProcess.class);
    private static final int STOP_SECONDS = 10;
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final TemporalState state;

    private TemporalProcess(Process process, TemporalState state) {
        this.process = process;
        this.state = state;
    }

    static TemporalProcess start(Path binary, Path folder, TemporalServer.Options options) throws IOException {
        Path database = folder.resolve("temporal.db");
        Path log = folder.resolve("temporal.log");
        TemporalState last = TemporalState.read(folder);
        last.process(database).ifPresent(left -> {
            LOG.warn("stopping the Temporal server that a crash left running on {}", database);
            stop(left);
        });
        for (int attempt = 1; ; attempt++) {
            int port = options.port() > 0 ? options.port() : FreePorts.preferably(last.port());
            int uiPort = options.uiPort() > 0 ? options.uiPort() : FreePorts.preferably(last.uiPort());
            Process process = new ProcessBuilder(command(binary, database, port, uiPort, options.namespaces()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            TemporalState state = new TemporalState(process.pid(), port, uiPort);
            state.write(folder);
            if (TemporalReadiness.await(process, state.address(), options.namespaces())) {
                LOG.info("Temporal listens on {}, its UI on {}", state.address(), state.uiUrl());
                return new TemporalProcess(process, state);
            }
            stop(process.toHandle());
            // Somebody may have taken a port that was free a moment ago.
            if (attempt == ATTEMPTS) {
                throw new ProgramException("The Temporal server " + binary + " does not start. The end of " + log
                        + ":\n" + LogTail.of(log, 15));
            }
        }
    }

    String address() {
        return state.address();
    }

    String uiUrl() {
        return state.uiUrl();
    }

    void stop() {
        stop(process.toHandle());
    }

    private static List<String> command(Path binary, Path database, int port, int uiPort, List<String> namespaces) {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--headless=false",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--db-filename",
                database.toString(),
                "--log-level",
                "error"));
        for (String namespace : namespaces) {
            command.addAll(List.of("--namespace", namespace));
        }
        return command;
    }

    private static void stop(ProcessHandle process) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        process.destroy();
        try {
            end.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the Temporal server does not stop, so it is killed");
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new ProgramException("Can't wait for the end of the Temporal server", e);
        }
    }
}
