package dev.lastgood.standalone.demo.shop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shop as a process that outlives whoever starts it. Starting and stopping look before they act. */
public final class ShopProcess {
    private final ShopSettings settings;

    public ShopProcess(ShopSettings settings) {
        this.settings = settings;
    }

    /** @return what was done or found, as a sentence */
    public String start() throws IOException {
        Optional<ProcessHandle> running = running();
        if (running.isPresent()) {
            return "the shop runs already (process " + running.get().pid() + ")";
        }
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "out" + File.pathSeparator + "lib/postgresql.jar",
                "shop.Shop");
        builder.environment().put("SHOP_PORT", Integer.toString(settings.port()));
        builder.environment().put("DATABASE_URL", settings.databaseUrl());
        Process process = builder.directory(settings.checkout().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                .start();
        Files.writeString(settings.pidFile(), process.pid() + " " + startedAt(process.toHandle()));
        return "started the shop (process " + process.pid() + ")";
    }

    /** @return what was done or found, as a sentence */
    public String stop() throws IOException {
        Optional<ProcessHandle> running = running();
        running.ifPresent(ShopProcess::end);
        Files.deleteIfExists(settings.pidFile());
        return running.map(process -> "stopped the shop (process " + process.pid() + ")")
                .orElse("the shop was not running");
    }

    /** The process of the pid file, unless it has ended; another one that got the same number later is not taken for it. */
    public Optional<ProcessHandle> running() throws IOException {
        try {
            List<String> words = List.of(Files.readString(settings.pidFile()).split(" "));
            return ProcessHandle.of(Long.parseLong(words.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startedAt(process).equals(words.get(1)));
        } catch (NoSuchFileException notStarted) {
            return Optional.empty();
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(5, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
}
