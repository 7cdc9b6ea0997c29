package dev.lastgood.bench.webhook;

import dev.lastgood.programs.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What people do instead: Debian's {@code webhook}, which runs a shell script for each delivery. */
final class Hook implements AutoCloseable {
    private final Process process;
    private final String url;

    private Hook(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Empty where it is not installed ({@code apt-get install webhook}). */
    static Optional<Hook> start(Path folder, Receiver receiver) throws IOException, InterruptedException {
        Optional<Path> program = Stream.of("/usr/bin/webhook", "/usr/local/bin/webhook")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path script = Files.writeString(
                folder.resolve("rollback.sh"),
                "#!/bin/sh\nexec curl -fsS -X POST -d '{\"active\": true}' \"" + receiver.url("/kill/") + "$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path hooks = Files.writeString(folder.resolve("hooks.json"), """
                [{"id": "rollback", "execute-command": "%s", "command-working-directory": "/tmp",
                  "pass-arguments-to-command": [{"source": "payload", "name": "alerts.0.labels.service"}]}]
                """.formatted(script));
        int port = FreePorts.any();
        Process process = new ProcessBuilder(List.of(
                        program.get().toString(),
                        "-hooks",
                        hooks.toString(),
                        "-ip",
                        "127.0.0.1",
                        "-port",
                        String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("hook.log").toFile())
                .start();
        TimeUnit.SECONDS.sleep(2);
        return Optional.of(new Hook(process, "http://127.0.0.1:" + port + "/hooks/rollback"));
    }

    Post post() {
        return new Post(url, "none");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
