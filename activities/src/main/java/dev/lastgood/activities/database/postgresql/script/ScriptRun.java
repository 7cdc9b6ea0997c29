package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.PostgresSettings.Migration;
import dev.lastgood.activities.database.postgresql.migrations.MigrationHistory;
import dev.lastgood.activities.database.postgresql.script.Statements.Statement;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.MigrationActivities.Ran;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Runs an approved script on the live database, in one transaction, at most once a rollback. */
public final class ScriptRun {
    private static final long END_PATIENCE_MILLIS = 30_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final String OLDEST =
            "SELECT 'pid ' || pid || ' (' || coalesce(nullif(application_name, ''), usename,"
                    + " backend_type) || ', in a transaction since ' || to_char(xact_start AT TIME ZONE 'UTC', 'HH24:MI:SS')"
                    + " || ' UTC)' FROM pg_stat_activity WHERE datname = ? AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
                    + " ORDER BY xact_start LIMIT 3";

    private final Server server;
    private final Migration settings;
    private final String live;
    private final String key;

    public ScriptRun(Server server, Migration settings, String live, String key) {
        this.server = server;
        this.settings = settings;
        this.live = live;
        this.key = key;
    }

    /** Whether it has committed. An earlier attempt's session is ended first: only then the answer can't change any more. */
    public Ran look() throws SQLException, InterruptedException {
        endEarlier();
        try (Sql sql = server.connect(live)) {
            Optional<String> ran = new ScriptMark(sql, key).find();
            return ran.isPresent()
                    ? new Ran(true, "it has run: " + ran.get())
                    : new Ran(false, "no script of this rollback has run on " + live);
        }
    }

    public Ran run(Rehearsal approved) throws SQLException, IOException, InterruptedException {
        Ran earlier = look();
        if (earlier.committed()) {
            return earlier;
        }
        Script script = new ScriptFiles(settings).again(approved.script());
        if (!script.sha256().equals(approved.sha256())) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    script.name()
                            + " has changed since it was rehearsed and approved: put it back, or undo and start again");
        }
        long end = System.nanoTime() + settings.tryFor().toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++) {
            server.attended().at("running " + script.name() + ", attempt " + attempt);
            try {
                return once(script, attempt);
            } catch (SQLException e) {
                if (!Session.isBusy(e)) {
                    throw e;
                }
                if (System.nanoTime() > end) {
                    throw busy(script, attempt, e);
                }
            }
            Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private Ran once(Script script, int attempt) throws SQLException {
        long begun = System.nanoTime();
        // Closing the session rolls back what has not committed.
        try (Sql sql = Session.open(server, live)) {
            Session.begin(sql, settings.lockTimeout());
            for (Statement statement : script.statements()) {
                Session.run(sql, script, statement);
            }
            List<String> marks = script.version() == null
                    ? List.of()
                    : new MigrationHistory(sql, settings.tables()).markReversed(script.version(), script.name());
            new ScriptMark(sql, key).write(script.name());
            commit(sql, script);
            String detail = script.name() + " has run in one transaction of " + (System.nanoTime() - begun) / 1_000_000
                    + " ms" + (attempt == 1 ? "" : ", at attempt " + attempt);
            return new Ran(true, marks.isEmpty() ? detail : detail + ". " + String.join(". ", marks));
        }
    }

    private static void commit(Sql sql, Script script) throws SQLException {
        try {
            sql.execute("COMMIT");
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("23")) {
                throw Failures.permanent(
                        FailureType.COMMAND_FAILED,
                        script.name() + " breaks a constraint at its end, so that nothing was changed: "
                                + e.getMessage());
            }
            throw e;
        }
    }

    private void endEarlier() throws SQLException, InterruptedException {
        try (Sql sql = server.maintenance()) {
            long end = System.nanoTime() + END_PATIENCE_MILLIS * 1_000_000;
            while (!server.endSessions(sql, Session.ROLE).isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("an earlier session of this script does not end");
                }
                Thread.sleep(20);
            }
        }
    }

    private ApplicationFailure busy(Script script, int attempts, SQLException last) throws SQLException {
        try (Sql sql = server.maintenance()) {
            List<String> oldest = sql.strings(OLDEST, live);
            return Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    script.name() + " did not get its locks in " + attempts + " attempts; nothing was changed: "
                            + last.getMessage()
                            + (oldest.isEmpty() ? "" : ". The oldest transactions there: " + String.join(", ", oldest))
                            + ". End them (SELECT pg_terminate_backend(PID)), then try again");
        }
    }
}
