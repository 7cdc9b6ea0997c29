package dev.lastgood.activities.database.postgresql.dumps;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.support.road.LastWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs pg_dump or pg_restore; it is killed when the activity is stopped. */
public final class ClientProgram {
    private final ProcessBuilder builder;
    private final Attended attended;
    private final Supplier<String> trouble;

    /** @param environment takes the place of every PG… variable of our own */
    public ClientProgram(Path program, List<String> arguments, Map<String, String> environment, Attended attended) {
        this(program, arguments, environment, attended, () -> "");
    }

    /**
     * One that connects to the server.
     *
     * @param role behind the application name of its sessions
     * @param options of its sessions, as postgres takes them on its command line; empty for none
     */
    public ClientProgram(
            Path program, List<String> arguments, Server server, String database, String role, String options) {
        this(
                program,
                arguments,
                server.environment(database, role),
                server.attended(),
                () -> server.road().trouble());
        if (!options.isBlank()) {
            builder.environment().put("PGOPTIONS", options.strip());
        }
    }

    private ClientProgram(
            Path program,
            List<String> arguments,
            Map<String, String> environment,
            Attended attended,
            Supplier<String> trouble) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        this.attended = attended;
        this.trouble = trouble;
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
            LastWords errors = new LastWords(process.getErrorStream());
            reader.read(process.getInputStream());
            return ended(process, errors);
        } finally {
            process.destroyForcibly();
        }
    }

    /** @throws BadDump as the feed does; the program is then killed */
    public Result feed(Feed feed) throws IOException, InterruptedException, BadDump {
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = start();
        try {
            LastWords errors = new LastWords(process.getErrorStream());
            write(feed, process);
            return ended(process, errors);
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

    private Result ended(Process process, LastWords words) throws InterruptedException {
        int exit = process.waitFor();
        String errors = words.toTheEnd();
        String more = exit == 0 ? "" : trouble.get();
        return new Result(exit, more.isEmpty() ? errors : errors + "\n" + more);
    }
}
