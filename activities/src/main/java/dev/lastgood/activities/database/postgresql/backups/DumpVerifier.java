package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.dumps.PlainDump;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Proves a dump by reading it whole. */
public final class DumpVerifier {
    private static final Pattern DATABASE = Pattern.compile("; +dbname: (.*)");
    private static final Pattern TABLE = Pattern.compile("\\d+; \\d+ \\d+ TABLE (\\S+) (.+) \\S+");

    private final Programs client;
    private final Attended attended;
    private final String live;
    private final Set<String> liveTables;

    /** Only archives need any. */
    public interface Programs {
        /** @throws io.temporal.failure.ApplicationFailure CONFIGURATION when there are none that fit */
        PostgresPrograms.Client get() throws SQLException;
    }

    /** @param liveTables quoted and with their schemas; empty where a dump can't be known by its tables */
    public DumpVerifier(Programs client, Attended attended, String live, Set<String> liveTables) {
        this.client = client;
        this.attended = attended;
        this.live = live;
        this.liveTables = liveTables;
    }

    /** Whole, and of the database that is live. */
    public void verify(Path path) throws IOException, BadDump, InterruptedException, SQLException {
        Set<String> tables = proven(path);
        if (tables.isEmpty()) {
            throw new BadDump("makes no tables");
        }
        if (!liveTables.isEmpty() && Collections.disjoint(tables, liveTables)) {
            throw new BadDump("is a dump of another database: it has none of the tables of " + live);
        }
    }

    /** A manifest was written after the dump was read back: files that are as it says need not be read by pg_restore again. */
    private Set<String> proven(Path path) throws IOException, BadDump, InterruptedException, SQLException {
        Optional<Manifest> manifest = Companions.manifest(path);
        if (manifest.isEmpty()) {
            return readWhole(path);
        }
        attended.at("verifying " + path.getFileName() + " against its manifest");
        Companions.require(manifest.get(), path);
        if (!manifest.get().only().isEmpty()) {
            throw new BadDump("holds only some tables: "
                    + String.join(", ", manifest.get().only()));
        }
        if (!manifest.get().database().equals(live)) {
            throw new BadDump("is a dump of another database: " + manifest.get().database());
        }
        if (!new DumpFile(path).format().isArchive()) {
            return readWhole(path);
        }
        return manifest.get().tables().stream()
                .map(Manifest.TableSum::table)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return the tables that it makes */
    public Set<String> readWhole(Path path) throws IOException, BadDump, InterruptedException, SQLException {
        if (!Files.exists(path)) {
            throw new BadDump("disappeared while it was read");
        }
        if (Files.isRegularFile(path) && Files.size(path) == 0) {
            throw new BadDump("is empty (0 bytes)");
        }
        Companions.requireChecksum(path);
        DumpFile file = new DumpFile(path);
        return file.format().isArchive() ? archive(path) : plain(file);
    }

    private Set<String> plain(DumpFile file) throws IOException, BadDump {
        IntConsumer percent = done -> attended.at("verifying " + file.path().getFileName() + ", " + done + " %");
        return file.readPlain(percent, PlainDump::read);
    }

    private Set<String> archive(Path path) throws IOException, InterruptedException, BadDump, SQLException {
        attended.at("verifying " + path.getFileName());
        Set<String> tables = new TreeSet<>();
        StringBuilder database = new StringBuilder();
        ClientProgram.Result listed = restore(List.of("-l", path.toString())).read(out -> {
            var lines = new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher name = DATABASE.matcher(line.strip());
                if (name.matches()) {
                    database.append(name.group(1));
                }
                Matcher table = TABLE.matcher(line);
                if (table.matches() && !table.group(2).startsWith("DATA ")) {
                    tables.add(quoted(table.group(1)) + "." + quoted(table.group(2)));
                }
            }
        });
        requireRead(listed);
        if (!database.isEmpty() && !database.toString().equals(live)) {
            throw new BadDump("is a dump of another database: " + database);
        }
        requireRead(restore(List.of("-f", "/dev/null", path.toString())).run());
        return tables;
    }

    private ClientProgram restore(List<String> arguments) throws SQLException {
        return new ClientProgram(client.get().program("pg_restore"), arguments, Map.of(), attended);
    }

    private static void requireRead(ClientProgram.Result result) throws BadDump {
        if (!result.ok()) {
            throw new BadDump("can't be read to its end: " + result.errors());
        }
    }

    // As quote_ident writes them, but for keywords, which few tables are named after.
    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : Sql.quote(name);
    }
}
