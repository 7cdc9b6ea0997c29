package dev.lastgood.standalone.demo.shop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Deploys a release of the shop as its developers do: stop, check out, install, build, start. */
public final class ShopDeployment {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ShopSettings settings;
    private final ShopRepository repository;
    private final ShopCommands commands;

    public ShopDeployment(ShopSettings settings, ShopRepository repository) {
        this.settings = settings;
        this.repository = repository;
        this.commands = ShopCommands.of(settings);
    }

    /** Returns when the release answers on its health URL. */
    public void deploy(String tag) {
        repository.checkout(tag);
        run(commands.install());
        run(commands.build());
        run(commands.stop());
        run(commands.start());
        awaitHealthy(tag);
    }

    private void run(List<String> command) {
        Path output = settings.folder().resolve("deploy.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(settings.checkout().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "Deploying the shop failed: " + command + "\n" + Files.readString(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while deploying the shop", e);
        }
    }

    private void awaitHealthy(String tag) {
        Instant until = Instant.now().plus(PATIENCE);
        while (!healthy()) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("The shop " + tag + " did not answer " + settings.url()
                        + "/health within " + PATIENCE.toSeconds() + " s; see " + settings.log());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean healthy() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(settings.url() + "/health").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
