package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.programs.PostgresPrograms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Restores an archive (custom, directory, tar) by pg_restore. */
final class ArchiveLoader {
    private static final Pattern ENTRY = Pattern.compile("\\d+; \\d+ \\d+ (SUBSCRIPTION|EVENT TRIGGER) \\S+ (.+) \\S+");

    private final Server server;
    private final PostgresPrograms.Client client;
    private final Path archive;

    ArchiveLoader(Server server, PostgresPrograms.Client client, Path archive) {
        this.server = server;
        this.client = client;
        this.archive = archive;
    }

    /** pg_restore said no. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String errors) {
            super(errors);
        }
    }

    /** As a plain dump, for a loader of those. */
    void read(ClientProgram.Reader plain) throws IOException, InterruptedException, BadDump, Failed {
        requireOk(program(List.of("-f", "-", archive.toString())).read(plain));
    }

    /**
     * By pg_restore's own sessions; event triggers come last of all, so that none fires meanwhile.
     *
     * @param options as postgres takes them on its command line
     * @return what was left out, in words
     */
    List<String> restore(String database, int sessions, String options)
            throws IOException, InterruptedException, BadDump, Failed {
        List<String> leftOut = new ArrayList<>();
        List<String> most = new ArrayList<>();
        List<String> last = new ArrayList<>();
        for (String line : contents()) {
            Matcher entry = ENTRY.matcher(line);
            boolean matches = entry.matches();
            if (matches && entry.group(1).equals("SUBSCRIPTION")) {
                leftOut.add("subscription " + entry.group(2));
            }
            (matches || line.contains(" COMMENT - EVENT TRIGGER ") ? last : most).add(line);
        }
        if (last.isEmpty()) {
            restore(database, List.of("-j", String.valueOf(sessions)), options);
        } else {
            restoreListed(most, database, List.of("-j", String.valueOf(sessions)), options);
            restoreListed(last, database, List.of(), options);
        }
        return leftOut;
    }

    private List<String> contents() throws IOException, InterruptedException, BadDump, Failed {
        List<String> lines = new ArrayList<>();
        requireOk(program(List.of("-l", archive.toString()))
                .read(out -> new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> !line.startsWith(";"))
                        .forEach(lines::add)));
        return lines;
    }

    private void restoreListed(List<String> lines, String database, List<String> more, String options)
            throws IOException, InterruptedException, Failed {
        Path list = Files.createTempFile("lastgood-", ".list");
        try {
            Files.write(list, lines);
            List<String> arguments = new ArrayList<>(more);
            arguments.addAll(List.of("-L", list.toString()));
            restore(database, arguments, options);
        } finally {
            Files.deleteIfExists(list);
        }
    }

    private void restore(String database, List<String> more, String options)
            throws IOException, InterruptedException, Failed {
        List<String> arguments = new ArrayList<>(List.of("--exit-on-error", "--no-subscriptions", "--no-password"));
        arguments.addAll(more);
        // As a connection string, or a name with = in it would be taken for one.
        String quoted = database.replace("\\", "\\\\").replace("'", "\\'");
        arguments.addAll(List.of("--dbname", "dbname='" + quoted + "'", archive.toString()));
        Path program = client.program("pg_restore");
        requireOk(new ClientProgram(program, arguments, server, database, DumpLoader.ROLE, options).run());
    }

    private ClientProgram program(List<String> arguments) {
        return new ClientProgram(client.program("pg_restore"), arguments, Map.of(), server.attended());
    }

    private void requireOk(ClientProgram.Result result) throws Failed {
        if (!result.ok()) {
            throw new Failed(server.redact(result.errors()));
        }
    }
}
