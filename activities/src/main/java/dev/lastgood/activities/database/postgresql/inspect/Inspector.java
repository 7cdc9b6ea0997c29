package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.ProgramException;
import dev.lastgood.workflows.activities.DatabaseActivities.Inspection;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Looks whether a restore and a swap could work, and says all that stands in the way, or what they will meet. */
public final class Inspector {
    private static final List<Look> LOOKS = List.of(
            new Rights(),
            new Blocking(),
            new BackgroundWorkers(),
            new Extensions(),
            new Application(),
            new Replicas(),
            new Watchers(),
            new Bouncers(),
            new Sessions(),
            new Subscriptions(),
            new PointersElsewhere(),
            new LoginRules(),
            new Collations(),
            new Traits(),
            new Clients());

    private final Server server;
    private final Sql sql;
    private final String live;
    private final String key;
    private final boolean onlyReads;

    /** Only reads: nothing is tried on an empty database made for a moment. */
    public static Inspector reading(Server server, Sql maintenance, String live, String key) {
        return new Inspector(server, maintenance, live, key, true);
    }

    /** @param key the rollback's, for what is made on the server for a moment */
    public Inspector(Server server, Sql maintenance, String live, String key) {
        this(server, maintenance, live, key, false);
    }

    private Inspector(Server server, Sql maintenance, String live, String key, boolean onlyReads) {
        this.server = server;
        this.sql = maintenance;
        this.live = live;
        this.key = key;
        this.onlyReads = onlyReads;
    }

    /** @throws ApplicationFailure REFUSED with everything that stands in the way */
    public Inspection inspect(Collection<OwnDatabase> own, PostgresPrograms programs) throws SQLException {
        Databases.Entry entry = new Databases(sql).live(live, server);
        for (OwnDatabase database : own) {
            database.refuse(server, sql, live);
        }
        requirePrimary();
        boolean superuser = superuser(sql);
        int version = major(sql);
        List<Finding> findings;
        try (Sql inLive = server.connect(live)) {
            findings = looks(new Ground(server, sql, inLive, key, live, entry.oid(), version, superuser, programs));
        }
        requireNothingInTheWay(findings);
        long bytes = sql.one("SELECT pg_database_size(?::oid)", row -> row.getLong(1), entry.oid());
        return new Inspection(version, bytes, "", Finding.sorted(findings));
    }

    private List<Finding> looks(Ground ground) throws SQLException {
        ground.sql().execute("SET statement_timeout = '10s'");
        ground.inLive().execute("SET statement_timeout = '10s'");
        List<Finding> findings = new ArrayList<>();
        for (Look look : LOOKS) {
            if (onlyReads && look instanceof Application) {
                continue;
            }
            try {
                findings.addAll(look.look(ground));
            } catch (SQLException e) {
                if (String.valueOf(e.getSQLState()).startsWith("08")) {
                    throw e;
                }
                // A look that is not allowed must not stop a restore that would work.
                findings.add(Look.toKnow(
                        "could not look at: " + look.about() + " (" + server.redact(String.valueOf(e.getMessage()))
                                + ")",
                        "see for yourself"));
            }
        }
        ground.sql().execute("SET statement_timeout = 0");
        return findings;
    }

    private void requireNothingInTheWay(List<Finding> findings) {
        List<String> blocking = findings.stream()
                .filter(it -> it.kind() == Finding.Kind.IN_THE_WAY)
                .map(Finding::sentence)
                .toList();
        if (!blocking.isEmpty()) {
            throw refused(
                    "database " + live + " can't be restored beside and swapped: " + String.join(". And: ", blocking));
        }
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

    /** What makes a rename fail, or the swap leave something broken behind, however many sessions are ended. */
    public static List<String> blocking(Sql sql, String database) throws SQLException {
        return Blocking.of(sql, database).stream().map(Finding::sentence).toList();
    }

    private static ApplicationFailure refused(String message) {
        return Failures.permanent(FailureType.REFUSED, message);
    }
}
