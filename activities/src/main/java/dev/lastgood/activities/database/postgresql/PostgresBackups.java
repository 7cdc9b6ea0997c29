package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.BackupAdapter;
import dev.lastgood.activities.database.postgresql.backups.BackupLibrary;
import dev.lastgood.activities.database.postgresql.backups.DumpVerifier;
import dev.lastgood.activities.database.postgresql.backups.make.BackupMaker;
import dev.lastgood.activities.database.postgresql.backups.make.Retention;
import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresPrograms;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Backups of PostgreSQL, made by pg_dump. */
public final class PostgresBackups implements BackupAdapter {
    private final PostgresPrograms programs;
    private final Secrets secrets;
    private final Servers servers;

    public PostgresBackups(PostgresPrograms programs, Secrets secrets) {
        this.programs = programs;
        this.secrets = secrets;
        this.servers = new Servers(secrets, sql -> {});
    }

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Made make(Query query) {
        String database = query.database().name();
        return servers.on(query.database(), query.run(), server -> {
            PostgresPrograms.Client client = client(server);
            DumpVerifier verifier = new DumpVerifier(() -> client, server.attended(), database, Set.of());
            try (BackupLibrary library = BackupLibrary.open(server.settings().backups(), secrets, server.attended())) {
                Path workplace = library.workplace(
                        "backup of " + database + " " + query.run().id());
                BackupMaker.Made made = new BackupMaker(
                                server,
                                client,
                                verifier,
                                library.store(),
                                workplace,
                                query.run().key())
                        .make(database, at -> library.names().of(database, at), List.of(), snapshot -> {});
                return new Made(
                        made.backup(),
                        made.manifest().snapshotAt(),
                        made.manifest().tables().size(),
                        made.manifest().rows(),
                        made.format(),
                        made.how());
            }
        });
    }

    @Override
    public Removed removeOld(Query query) {
        return servers.on(query.database(), query.run(), server -> {
            PostgresSettings.Keep keep = server.settings().backups().keep();
            if (keep == null) {
                return new Removed(List.of());
            }
            try (BackupLibrary library = BackupLibrary.open(server.settings().backups(), secrets, server.attended())) {
                server.attended().at("removing old backups");
                return new Removed(new Retention(keep, library, query.database().name(), Instant.now()).apply());
            }
        });
    }

    private PostgresPrograms.Client client(Server server) throws SQLException {
        try (Sql sql = server.maintenance()) {
            return Inspector.client(programs, Inspector.major(sql));
        }
    }
}
