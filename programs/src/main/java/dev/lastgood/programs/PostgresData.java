package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's data folder and its settings. */
final class PostgresData {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresData.class);
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);
    private static final String SETTINGS = "lastgood.conf";
    private static final Pattern PORT = Pattern.compile("^port = '(\\d+)'$", Pattern.MULTILINE);

    private final Path folder;

    PostgresData(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    boolean exists() {
        return Files.exists(folder.resolve("PG_VERSION"));
    }

    int major() throws IOException {
        return Integer.parseInt(
                Files.readString(folder.resolve("PG_VERSION")).strip().split("\\.", 2)[0]);
    }

    /** Runs initdb beside and moves the result in, so that a killed one is not taken for a whole one. */
    void create(PostgresPrograms.Server server, OrdinaryUser user, boolean durable) throws IOException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        FileTrees.delete(unfinished);
        LOG.info("making a PostgreSQL {} data folder in {}", server.major(), folder);
        List<String> command = new ArrayList<>(List.of(
                server.program("initdb").toString(),
                "-D",
                unfinished.toString(),
                "-U",
                "postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale"));
        if (!durable) {
            command.add("--no-sync");
        }
        Command.Result result = user.run(INITDB_LIMIT, command);
        if (!result.ok()) {
            throw new ProgramException(
                    server.program("initdb") + " failed:\n" + result.output().strip());
        }
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude_if_exists = '" + SETTINGS + "'\n",
                StandardOpenOption.APPEND);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The port of the last start, 0 before the first. */
    int lastPort() throws IOException {
        Path settings = folder.resolve(SETTINGS);
        Matcher matcher = PORT.matcher(Files.exists(settings) ? Files.readString(settings) : "");
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    void configure(int port, boolean durable, Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("unix_socket_directories", "");
        if (!durable) {
            // Commits stay synchronous: a killed server must not lose what it promised.
            all.putAll(Map.of("fsync", "off", "full_page_writes", "off"));
        }
        all.put("listen_addresses", "127.0.0.1");
        all.putAll(settings);
        all.put("port", Integer.toString(port));
        StringBuilder text = new StringBuilder("# Written by Lastgood at every start.\n");
        all.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(folder.resolve(SETTINGS), text);
    }
}
