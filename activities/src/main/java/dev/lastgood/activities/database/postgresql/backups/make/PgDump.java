package dev.lastgood.activities.database.postgresql.backups.make;

import com.github.luben.zstd.ZstdOutputStream;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs pg_dump on an exported snapshot, packed quickly rather than small. */
record PgDump(
        Server server, PostgresPrograms.Client client, String database, String snapshot, List<String> only, int jobs) {
    /** Behind the application name of its sessions. */
    static final String ROLE = "dump";

    /** What a file of that name is expected to be; a name without one of these endings is a folder, which is the fastest. */
    static DumpFile.Format format(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".gz")) {
            return DumpFile.Format.GZIP;
        }
        if (lower.endsWith(".zst")) {
            return DumpFile.Format.ZSTD;
        }
        if (lower.endsWith(".sql")) {
            return DumpFile.Format.PLAIN;
        }
        if (lower.endsWith(".tar")) {
            return DumpFile.Format.TAR;
        }
        boolean custom = lower.matches(".*\\.(dump|custom|pgdump|backup|bak|pgc|fc)");
        return custom ? DumpFile.Format.CUSTOM : DumpFile.Format.DIRECTORY;
    }

    void to(Path target, DumpFile.Format format) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--no-password", "--strict-names", "--snapshot=" + snapshot));
        only.forEach(table -> arguments.add("--table=" + table));
        switch (format) {
            case DIRECTORY -> arguments.addAll(List.of("--format=directory", "--jobs=" + jobs, "--compress=1"));
            case CUSTOM -> arguments.addAll(List.of("--format=custom", "--compress=1"));
            case TAR -> arguments.add("--format=tar");
            case GZIP -> arguments.add("--compress=1");
            case PLAIN, ZSTD -> {}
        }
        ClientProgram.Result result = format == DumpFile.Format.ZSTD
                ? zstd(program(arguments), target)
                : program(arguments, "--file=" + target).run();
        if (!result.ok()) {
            throw failed(target, server.redact(result.errors()));
        }
    }

    private static ClientProgram.Result zstd(ClientProgram program, Path target)
            throws IOException, InterruptedException {
        try {
            return program.read(out -> {
                try (ZstdOutputStream zstd = new ZstdOutputStream(Files.newOutputStream(target), 1)) {
                    zstd.setChecksum(true);
                    out.transferTo(zstd);
                }
            });
        } catch (BadDump neverHere) {
            throw new IllegalStateException(neverHere);
        }
    }

    private ClientProgram program(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new ClientProgram(client.program("pg_dump"), all, server, database, ROLE, "");
    }

    private RuntimeException failed(Path target, String errors) {
        if (errors.contains("No space left on device")
                || errors.contains("could not open output file")
                || errors.contains("could not create directory")) {
            return Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    "the dump of " + database + " can't be written to " + target.getParent() + ": " + errors
                            + ". Free some space there, or name another folder in the catalog");
        }
        if (errors.contains("no matching tables were found") || errors.contains("permission denied")) {
            return Failures.permanent(FailureType.COMMAND_FAILED, "the dump of " + database + " failed: " + errors);
        }
        return new IllegalStateException("the dump of " + database + " failed: " + errors);
    }
}
