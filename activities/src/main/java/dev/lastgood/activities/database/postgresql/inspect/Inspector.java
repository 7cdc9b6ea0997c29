package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.ProgramException;
import dev.lastgood.workflows.activities.DatabaseActivities.Inspection;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Looks whether a restore and a swap could work, and says the first thing that stands in the way. */
public final class Inspector {
    private final Server server;
    private final Sql sql;
    private final String live;

    public Inspector(Server server, Sql maintenance, String live) {
        this.server = server;
        this.sql = maintenance;
        this.live = live;
    }

    public Inspection inspect(Collection<OwnDatabase> own, PostgresPrograms programs) throws SQLException {
        Databases.Entry entry = new Databases(sql).live(live, server);
        for (OwnDatabase database : own) {
            database.refuse(server, sql, live);
        }
        requirePrimary();
        boolean superuser = superuser(sql);
        if (!superuser) {
            requireRights();
        }
        requireNothingThatBlocks();
        int version = major(sql);
        client(programs, version);
        long bytes = sql.one("SELECT pg_database_size(?::oid)", row -> row.getLong(1), entry.oid());
        return new Inspection(version, bytes, "");
    }

    public static boolean superuser(Sql sql) throws SQLException {
        return sql.one("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", row -> row.getBoolean(1));
    }

    public static int major(Sql sql) throws SQLException {
        return sql.one("SELECT current_setting('server_version_num')::int / 10000", row -> row.getInt(1));
    }

    public static PostgresPrograms.Client client(PostgresPrograms programs, int major) {
        try {
            return programs.requireClientFor(major);
        } catch (ProgramException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    private void requirePrimary() throws SQLException {
        if (sql.one("SELECT pg_is_in_recovery()", row -> row.getBoolean(1))) {
            throw refused(server.address() + " is a standby, which can't be written to: name the primary's address");
        }
    }

    private void requireRights() throws SQLException {
        String user = server.settings().user();
        if (!sql.one("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user", row -> row.getBoolean(1))) {
            throw refused("role " + user + " may not create databases: ALTER ROLE " + Sql.quote(user)
                    + " CREATEDB, or name a superuser in the catalog");
        }
    }

    private void requireNothingThatBlocks() throws SQLException {
        List<String> blocking = blocking(sql, live);
        if (!blocking.isEmpty()) {
            throw refused("database " + live + " can't be renamed: " + String.join("; ", blocking));
        }
    }

    /** What makes a rename fail, or the swap leave something broken behind, however many sessions are ended. */
    public static List<String> blocking(Sql sql, String database) throws SQLException {
        List<String> found = sql.strings(
                "SELECT 'prepared transaction ' || quote_literal(gid) || ' of ' || owner"
                        + " || ': COMMIT PREPARED or ROLLBACK PREPARED it' FROM pg_prepared_xacts WHERE database = ?",
                database);
        found.addAll(sql.strings(
                "SELECT 'logical replication slot ' || slot_name || ' would stay with the displaced database and keep its"
                        + " WAL until the disk is full: stop its consumer and pg_drop_replication_slot it'"
                        + " FROM pg_replication_slots WHERE slot_type = 'logical' AND database = ?",
                database));
        found.addAll(sql.strings(
                "SELECT 'subscription ' || subname || ' is enabled: ALTER SUBSCRIPTION … DISABLE it'"
                        + " FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
                        + " WHERE s.subenabled AND d.datname = ?",
                database));
        return found;
    }

    private static ApplicationFailure refused(String message) {
        return Failures.permanent(FailureType.REFUSED, message);
    }
}
