package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.load.DatabaseTwin;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A copy of the live database to try a script on. It is made by a dump, which holds up nobody, and never outlives its use. */
final class RehearsalCopy {
    private static final String ROLE = "rehearsal";

    private final Server server;
    private final String live;
    private final String key;
    private final String name;

    RehearsalCopy(Server server, String live, String key) {
        this.server = server;
        this.live = live;
        this.key = key;
        this.name = Databases.rehearsalName(live, key);
    }

    String name() {
        return name;
    }

    /**
     * @param superuser whether owners and rights can be copied
     * @return what the copy lacks, where something could not be made; empty when it is whole
     */
    List<String> make(PostgresPrograms.Client client, boolean superuser, boolean withRows)
            throws SQLException, IOException, InterruptedException {
        drop();
        try (Sql sql = server.maintenance()) {
            Databases databases = new Databases(sql);
            long oid = databases.live(live, server).oid();
            sql.execute(DatabaseTwin.create(sql, oid, name));
            Ledger ledger = new Ledger(
                    key, Ledger.State.RESTORING, oid, null, name, name, List.of(), "to rehearse a script on");
            databases.comment(name, ledger.text());
            DatabaseTwin.copySettings(sql, live, name);
        }
        server.attended().at("copying " + live + " to rehearse on");
        return copy(client, superuser, withRows);
    }

    /** Nothing there: does nothing. */
    boolean drop() throws SQLException {
        try (Sql sql = server.maintenance()) {
            server.endSessions(sql, ROLE);
            Databases databases = new Databases(sql);
            boolean there = databases.byName(name).isPresent();
            databases.drop(name);
            return there;
        }
    }

    private List<String> copy(PostgresPrograms.Client client, boolean superuser, boolean withRows)
            throws IOException, InterruptedException {
        List<String> dump = new ArrayList<>(List.of("--format=custom", "--compress=0", "--no-password"));
        List<String> restore = new ArrayList<>(List.of("--no-password", "--no-subscriptions", "--no-publications"));
        if (!withRows) {
            dump.add("--schema-only");
        }
        if (!superuser) {
            restore.addAll(List.of("--no-owner", "--no-acl", "--no-comments"));
        }
        // As a connection string, or a name with = in it would be taken for one.
        restore.addAll(
                List.of("--dbname", "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"));
        ClientProgram source = new ClientProgram(client.program("pg_dump"), dump, server, live, ROLE, "");
        ClientProgram sink = new ClientProgram(client.program("pg_restore"), restore, server, name, ROLE, "");
        ClientProgram.Result[] dumped = new ClientProgram.Result[1];
        ClientProgram.Result restored;
        try {
            restored = sink.feed(out -> {
                try {
                    dumped[0] = source.read(in -> in.transferTo(out));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            });
        } catch (BadDump e) {
            throw new IllegalStateException(e);
        }
        if (dumped[0] != null && !dumped[0].ok()) {
            throw new IllegalStateException(
                    "copying " + live + " to rehearse on failed: " + server.redact(dumped[0].errors()));
        }
        return restored.ok()
                ? List.of()
                : List.of("the copy lacks something: " + first(server.redact(restored.errors())));
    }

    private static String first(String errors) {
        return errors.lines().filter(it -> it.contains("error:")).findFirst().orElse(errors);
    }
}
