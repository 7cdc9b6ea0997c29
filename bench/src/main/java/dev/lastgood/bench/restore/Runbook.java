package dev.lastgood.bench.restore;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The runbook's own commands, as a person would type them. */
final class Runbook {
    private final PostgresPrograms.Client client;
    private final PostgresServer server;
    private final String database;

    Runbook(PostgresPrograms programs, PostgresServer server, String database) {
        this.client = programs.requireClientFor(server.major());
        this.server = server;
        this.database = database;
    }

    /** {@code pg_dump | gzip > file}. @return seconds */
    double backup(Path file) throws IOException, InterruptedException {
        return timed(List.of(command("pg_dump", database), new ProcessBuilder("gzip").redirectOutput(file.toFile())));
    }

    /** Drops, creates, {@code gunzip -c file | psql}. @return seconds */
    double restore(Path file) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        run(command("psql", "-X", "-q", "-c", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)", "postgres"));
        run(command("psql", "-X", "-q", "-c", "CREATE DATABASE " + database, "postgres"));
        load(file, database);
        return seconds(begun);
    }

    /** {@code gunzip -c file | psql} alone, into an empty database. @return seconds */
    double load(Path file, String into) throws IOException, InterruptedException {
        return timed(List.of(
                new ProcessBuilder("gunzip", "-c", file.toString()),
                command("psql", "-X", "-q", into).redirectOutput(ProcessBuilder.Redirect.DISCARD)));
    }

    private ProcessBuilder command(String program, String... arguments) {
        var builder = new ProcessBuilder(client.program(program).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", "" + server.port());
        builder.environment().put("PGUSER", "postgres");
        return builder;
    }

    private static void run(ProcessBuilder command) throws IOException, InterruptedException {
        // Clients that reconnect at once may be in the way of CREATE; a person would press the key again.
        for (int i = 0; command.inheritIO().start().waitFor() != 0; i++) {
            if (i == 20) {
                throw new IOException(command.command() + " failed");
            }
        }
    }

    private static double timed(List<ProcessBuilder> pipeline) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        pipeline.forEach(it -> it.redirectError(ProcessBuilder.Redirect.INHERIT));
        for (Process process : ProcessBuilder.startPipeline(pipeline)) {
            if (process.waitFor() != 0) {
                throw new IOException(process.info().commandLine().orElse("a command") + " failed");
            }
        }
        return seconds(begun);
    }

    static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
