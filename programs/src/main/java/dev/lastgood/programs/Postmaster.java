package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the server on one data folder, through pg_ctl. */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 20;
    private static final Duration MARGIN = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final PostgresPrograms.Server server;
    private final PostgresData data;
    private final OrdinaryUser user;
    private final Path log;
    private final EarlierPostmaster earlier;

    Postmaster(PostgresPrograms.Server server, PostgresData data, OrdinaryUser user, Path log) {
        this.server = server;
        this.data = data;
        this.user = user;
        this.log = log;
        earlier = new EarlierPostmaster(data.folder());
    }

    PostgresPrograms.Server server() {
        return server;
    }

    Path log() {
        return log;
    }

    /** Returns the port on which it answers. */
    int start(PostgresServer.Options options) throws IOException {
        if (data.exists()) {
            makeWay();
        } else {
            data.create(server, user, options.durable());
        }
        for (int attempt = 1; ; attempt++) {
            int port = options.port() > 0 ? options.port() : FreePorts.preferably(data.lastPort());
            data.configure(port, options.durable(), options.settings());
            Command.Result result = control(START_SECONDS, "start", "-l", log.toString());
            if (result.ok()) {
                LOG.info("PostgreSQL {} listens on 127.0.0.1:{}", server.major(), port);
                return port;
            }
            // Somebody may have taken the port that was free a moment ago.
            if (attempt == ATTEMPTS) {
                throw new ProgramException("PostgreSQL does not start on " + data.folder() + ": "
                        + result.output().strip() + "\nThe end of " + log + ":\n" + LogTail.of(log, 15));
            }
        }
    }

    /** Stops it if it runs. */
    void stop() {
        if (!earlier.isAlive()) {
            return;
        }
        Command.Result result = control(STOP_SECONDS, "stop", "-m", "fast");
        if (!result.ok() && earlier.isAlive()) {
            LOG.warn(
                    "PostgreSQL does not stop ({}), so it is ended at once",
                    result.output().strip());
            control(STOP_SECONDS, "stop", "-m", "immediate");
        }
    }

    private void makeWay() throws IOException {
        if (earlier.isAlive()) {
            LOG.warn("stopping the PostgreSQL server that a crash left running on {}", data.folder());
            stop();
        }
        await(() -> earlier.isAlive() || !earlier.hasOrphans());
        if (earlier.isMisleading()) {
            LOG.info("forgetting the process number that a killed server left in {}", data.folder());
            earlier.forget();
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(MARGIN);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new ProgramException("Processes of a killed PostgreSQL server still work in the data folder");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProgramException("Interrupted while waiting for PostgreSQL", e);
            }
        }
    }

    private Command.Result control(int seconds, String action, String... more) {
        List<String> command = new ArrayList<>(List.of(
                server.program("pg_ctl").toString(),
                action,
                "-D",
                data.folder().toString(),
                "-w",
                "-t",
                Integer.toString(seconds)));
        command.addAll(List.of(more));
        return user.run(Duration.ofSeconds(seconds).plus(MARGIN), command);
    }
}
