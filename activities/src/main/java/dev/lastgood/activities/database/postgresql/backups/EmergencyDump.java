package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The dump of the present state, under the runbook's name; it has that name only once it has been read back. */
public final class EmergencyDump {
    public static final String PREFIX = "emergency-pre-rollback-";

    private static final String ROLE = "dump";
    private static final String PART = ".part";

    private final Server server;
    private final PostgresPrograms.Client client;
    private final DumpVerifier verifier;
    private final PostgresSettings.Emergency settings;
    private final String suffix;

    public EmergencyDump(
            Server server,
            PostgresPrograms.Client client,
            DumpVerifier verifier,
            PostgresSettings.Emergency settings,
            String key) {
        this.server = server;
        this.client = client;
        this.verifier = verifier;
        this.settings = settings;
        this.suffix = "-" + key + ".sql.gz";
    }

    public Backup dump(String live) throws IOException, InterruptedException, SQLException {
        Path folder = Path.of(settings.folder());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(String.valueOf(e.getMessage()));
        }
        Optional<Path> finished = ofThisRollback(folder, suffix).stream().findFirst();
        return backup(finished.isPresent() ? finished.get() : dump(live, folder));
    }

    private Path dump(String live, Path folder) throws IOException, InterruptedException, SQLException {
        endEarlierPrograms();
        for (Path left : ofThisRollback(folder, suffix + PART)) {
            Files.deleteIfExists(left);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path whole = folder.resolve(PREFIX + BackupFolder.TIME.format(now.atOffset(ZoneOffset.UTC)) + suffix);
        Path part = whole.resolveSibling(whole.getFileName() + PART);
        try {
            run(live, part);
            verifier.readWhole(part);
            return Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (BadDump e) {
            throw Failures.permanent(FailureType.UNVERIFIED, "the emergency backup " + whole + " " + e.reason());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void run(String live, Path file) throws IOException, InterruptedException {
        server.attended().at("dumping " + live);
        List<String> arguments =
                new ArrayList<>(List.of("--no-password", "--compress=1", "--strict-names", "--file=" + file));
        settings.tables().forEach(table -> arguments.add("--table=" + table));
        ClientProgram.Result result = new ClientProgram(
                        client.program("pg_dump"), arguments, server.environment(live, ROLE), server.attended())
                .run();
        if (!result.ok()) {
            String errors = server.redact(result.errors());
            if (errors.contains("No space left on device") || errors.contains("could not open output file")) {
                throw unwritable(errors);
            }
            throw new IllegalStateException("the emergency backup of " + live + " failed: " + errors);
        }
    }

    private ApplicationFailure unwritable(String why) {
        return Failures.permanent(
                FailureType.COMMAND_FAILED,
                "the emergency backup can't be written to " + settings.folder() + ": " + why
                        + ". Free some space there, or name another folder in the catalog (emergency.folder)");
    }

    private void endEarlierPrograms() throws SQLException {
        try (Sql sql = server.maintenance()) {
            sql.strings(
                    "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = ?",
                    server.application() + "-" + ROLE);
        }
    }

    private static List<Path> ofThisRollback(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().startsWith(PREFIX)
                            && it.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Backup backup(Path file) throws IOException {
        String name = file.getFileName().toString();
        String time = name.substring(PREFIX.length(), PREFIX.length() + "uuuuMMdd-HHmmss".length());
        Instant takenAt = LocalDateTime.parse(time, BackupFolder.TIME).toInstant(ZoneOffset.UTC);
        return new Backup(name, file.toAbsolutePath().normalize().toString(), takenAt, Files.size(file));
    }
}
