package dev.lastgood.activities.database.postgresql.backups.make;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.backups.BackupNames;
import dev.lastgood.activities.database.postgresql.backups.DumpVerifier;
import dev.lastgood.activities.database.postgresql.backups.store.FolderStore;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** The dump of the present state, under the runbook's name. */
public final class EmergencyDump {
    public static final String PREFIX = "emergency-pre-rollback-";

    private final Server server;
    private final PostgresPrograms.Client client;
    private final DumpVerifier verifier;
    private final PostgresSettings.Emergency settings;
    private final String key;

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
        this.key = key;
    }

    public BackupMaker.Made dump(String live) throws IOException, InterruptedException, SQLException {
        Path folder = Path.of(settings.folder());
        Path work = folder.resolve("." + PREFIX + key);
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    "the emergency backup can't be written to " + folder + ": " + e.getMessage()
                            + ". Free some space there, or name another folder in the catalog (emergency.folder)");
        }
        return new BackupMaker(server, client, verifier, new FolderStore(folder, "emergency.folder"), work, key)
                .make(
                        live,
                        at -> PREFIX + BackupNames.TIME.format(at.atOffset(ZoneOffset.UTC)) + "-" + key,
                        settings.tables(),
                        this::requireNotRestored);
    }

    /** A try after the swap would dump what was restored, and call it what was there before. */
    private void requireNotRestored(Sql snapshot) throws SQLException {
        long oid =
                snapshot.one("SELECT oid FROM pg_database WHERE datname = current_database()", row -> row.getLong(1));
        Databases.Entry entry = new Databases(snapshot).require(oid, "database");
        if (entry.of(key)) {
            String displaced = entry.ledger().map(Ledger::displaced).orElse("");
            throw Failures.permanent(
                    FailureType.TOO_LATE,
                    "not finished when the restored database went live; what was there before is kept as " + displaced
                            + ", which is the emergency backup");
        }
    }
}
