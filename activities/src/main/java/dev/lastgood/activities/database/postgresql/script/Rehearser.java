package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.PostgresSettings.Migration;
import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.migrations.MigrationHistory;
import dev.lastgood.activities.database.postgresql.script.Statements.Statement;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.MigrationTable.State;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries a script on a copy of the live database, where it is rolled back. */
public final class Rehearser {
    private static final int MOST_STATEMENTS = 40;

    private final Server server;
    private final PostgresPrograms programs;
    private final Migration settings;
    private final String live;
    private final RehearsalCopy copy;

    public Rehearser(Server server, PostgresPrograms programs, Migration settings, String live, String key) {
        this.server = server;
        this.programs = programs;
        this.settings = settings;
        this.live = live;
        this.copy = new RehearsalCopy(server, live, key);
    }

    /** @param named as a person named it; null is the catalog's */
    public Rehearsal rehearse(@Nullable String named) throws SQLException, IOException, InterruptedException {
        Script script = script(named);
        boolean superuser;
        boolean withRows;
        PostgresPrograms.Client client;
        try (Sql sql = server.maintenance()) {
            superuser = Inspector.superuser(sql);
            client = Inspector.client(programs, Inspector.major(sql));
            long bytes = sql.one("SELECT pg_database_size(?)", row -> row.getLong(1), live);
            withRows = bytes <= settings.rehearseWithRowsUpTo().bytes();
        }
        try {
            List<String> notes = new ArrayList<>();
            notes.add(
                    withRows
                            ? "rehearsed on a copy of " + live + " as it is now"
                            : "rehearsed on a copy without rows, as " + live + " is larger than"
                                    + " rehearse-with-rows-up-to: how many rows it takes away is not known");
            notes.addAll(copy.make(client, superuser, withRows));
            return onCopy(script, withRows, notes);
        } finally {
            copy.drop();
        }
    }

    /** What a worker that died has left. */
    public String drop() throws SQLException {
        return copy.drop() ? "the rehearsal's copy " + copy.name() + " is dropped" : "no copy was left";
    }

    private Script script(@Nullable String named) throws SQLException, IOException {
        ScriptFiles files = new ScriptFiles(settings);
        if (named != null) {
            return files.requested(named);
        }
        Optional<Script> catalogs = files.ofCatalog();
        return catalogs.isPresent() ? catalogs.get() : ofNewest(files);
    }

    private Script ofNewest(ScriptFiles files) throws SQLException, IOException {
        List<MigrationTable> tables;
        try (Sql sql = server.connect(live)) {
            tables = new MigrationHistory(sql, settings.tables()).tables(null);
        }
        List<MigrationTable.Migration> applied = tables.stream()
                .flatMap(it -> it.migrations().stream())
                .filter(it -> it.in(State.APPLIED) || it.in(State.FAILED))
                .toList();
        if (applied.isEmpty()) {
            throw Failures.permanent(
                    FailureType.NOT_FOUND,
                    "no reverse script is named, and no migration tool's table says what ran last on " + live
                            + ": name one with --script, or set migration.script in the catalog");
        }
        String newest = applied.get(applied.size() - 1).version();
        return files.reversing(newest)
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND,
                        "the newest migration of " + live + ", " + newest + ", has no reverse script below "
                                + settings.folder() + " (" + Path.of(newest, "down.sql") + ", or U" + newest
                                + "__*.sql): write one, or name another with --script"));
    }

    private Rehearsal onCopy(Script script, boolean withRows, List<String> notes) throws SQLException {
        server.attended().at("rehearsing " + script.name());
        try (Sql sql = server.connect(copy.name())) {
            Effects effects = Effects.before(sql, withRows);
            List<Rehearsal.Statement> shown = new ArrayList<>();
            long begun = System.nanoTime();
            Session.begin(sql, settings.lockTimeout());
            for (Statement statement : script.statements()) {
                long rows = Session.run(sql, script, statement);
                if (shown.size() < MOST_STATEMENTS) {
                    shown.add(new Rehearsal.Statement(statement.line(), Script.shown(statement), withRows ? rows : -1));
                }
            }
            checkConstraints(sql, script);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            effects.inside();
            List<String> marks = script.version() == null || !withRows
                    ? List.of()
                    : new MigrationHistory(sql, settings.tables()).markReversed(script.version(), script.name());
            sql.execute("ROLLBACK");
            effects.after();
            return new Rehearsal(
                    script.name(),
                    script.sha256(),
                    script.version(),
                    shown,
                    script.statements().size(),
                    effects.lost(),
                    effects.locks(),
                    marks,
                    notes,
                    took);
        }
    }

    /** What a commit would find; the copy is rolled back, as a script may reach what all databases share. */
    private static void checkConstraints(Sql sql, Script script) throws SQLException {
        try {
            sql.execute("SET CONSTRAINTS ALL IMMEDIATE");
        } catch (SQLException e) {
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED, script.name() + " breaks a constraint at its end: " + e.getMessage());
        }
    }
}
