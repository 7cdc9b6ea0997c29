package dev.lastgood.activities.database.postgresql.dumps;

import dev.lastgood.activities.database.Attended;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs pg_dump or pg_restore; it is killed when the activity is stopped. */
public final class ClientProgram {
    private static final int KEPT = 4000;

    private final ProcessBuilder builder;
    private final Attended attended;

    /** @param environment takes the place of every PG… variable of our own */
    public ClientProgram(Path program, List<String> arguments, Map<String, String> environment, Attended attended) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        this.attended = attended;
    }

    /** @param errors the end of what it wrote to its standard error */
    public record Result(int exit, String errors) {
        public boolean ok() {
            return exit == 0;
        }
    }

    public interface Feed {
        void write(OutputStream in) throws IOException, BadDump;
    }

    public interface Reader {
        void read(InputStream out) throws IOException, BadDump;
    }

    public Result run() throws IOException, InterruptedException {
        try {
            return read(out -> out.transferTo(OutputStream.nullOutputStream()));
        } catch (BadDump e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws BadDump as the reader does; the program is then killed */
    public Result read(Reader reader) throws IOException, InterruptedException, BadDump {
        Process process = start();
        try {
            process.getOutputStream().close();
            StringBuilder errors = new StringBuilder();
            Thread drain = drain(process.getErrorStream(), errors);
            reader.read(process.getInputStream());
            return ended(process, drain, errors);
        } finally {
            process.destroyForcibly();
        }
    }

    /** @throws BadDump as the feed does; the program is then killed */
    public Result feed(Feed feed) throws IOException, InterruptedException, BadDump {
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = start();
        try {
            StringBuilder errors = new StringBuilder();
            Thread drain = drain(process.getErrorStream(), errors);
            write(feed, process);
            return ended(process, drain, errors);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(Feed feed, Process process) throws IOException, BadDump, InterruptedException {
        try {
            feed.write(process.getOutputStream());
            process.getOutputStream().close();
        } catch (IOException e) {
            // It ended before it had read all: what it said on its standard error is the reason, not our broken pipe.
            if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS) || process.exitValue() == 0) {
                throw e;
            }
        }
    }

    private Process start() throws IOException {
        Process process = builder.start();
        attended.onStop(process::destroyForcibly);
        return process;
    }

    private static Result ended(Process process, Thread drain, StringBuilder errors) throws InterruptedException {
        int exit = process.waitFor();
        drain.join();
        return new Result(exit, errors.toString().strip());
    }

    private static Thread drain(InputStream stream, StringBuilder kept) {
        Thread thread = new Thread(
                () -> {
                    try (var reader = new java.io.InputStreamReader(stream, StandardCharsets.UTF_8)) {
                        char[] buffer = new char[1024];
                        for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                            kept.append(buffer, 0, n);
                            kept.delete(0, Math.max(0, kept.length() - KEPT));
                        }
                    } catch (IOException e) {
                        kept.append(e.getMessage());
                    }
                },
                "stderr");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
