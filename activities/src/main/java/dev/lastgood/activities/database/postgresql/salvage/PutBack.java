package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.salvage.SalvageFiles.Application;
import dev.lastgood.activities.database.postgresql.salvage.SalvageFiles.Rows;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.SalvageActivities.Applied;
import dev.lastgood.workflows.activities.SalvageActivities.Apply;
import dev.lastgood.workflows.activities.SalvageActivities.Preview;
import dev.lastgood.workflows.activities.SalvageActivities.Query;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts rows back into live, or looks which could be: both by the same road, up to the insert. */
final class PutBack {
    private static final int TRIES = 3;

    private final Server server;
    private final SalvageFiles files;
    private final SalvagePlan plan;
    private final Query query;

    PutBack(Server server, SalvageFiles files, SalvagePlan plan, Query query) {
        this.server = server;
        this.files = files;
        this.plan = plan;
        this.query = query;
    }

    Preview preview() throws Exception {
        try (Sql sql = live()) {
            boolean bypassing = bypassing(sql);
            Trial trial = trial(sql, bypassing);
            sql.begin();
            trial.mark(earlier(sql));
            return preview(sql, trial, bypassing);
        }
    }

    /** Live may be written while it is looked at: then all of it is looked at again. */
    Applied apply(Apply order) throws Exception {
        for (int left = TRIES; ; left--) {
            try {
                return applyOnce(order);
            } catch (DoesNotFit | SQLException e) {
                if (e instanceof SQLException failed && !isOfTheRows(failed)) {
                    throw e;
                }
                if (left == 1) {
                    throw Failures.permanent(
                            FailureType.REFUSED,
                            "nothing was put back: " + e.getMessage()
                                    + ". Name other tables with --tables to do without these",
                            e);
                }
            }
        }
    }

    /** Constraints, values, and what a trigger raises; not a lock or a lost connection, which pass. */
    private static boolean isOfTheRows(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("42") || state.startsWith("P0");
    }

    private static final class DoesNotFit extends Exception {
        private static final long serialVersionUID = 1L;

        DoesNotFit(String message) {
            super(message);
        }
    }

    private Applied applyOnce(Apply order) throws Exception {
        try (Sql sql = live()) {
            boolean bypassing = bypassing(sql);
            Trial trial = trial(sql, bypassing);
            Application mine = committed(sql).stream()
                    .filter(it -> it.order().equals(order.order()))
                    .findFirst()
                    .orElse(null);
            sql.begin();
            trial.mark(earlier(sql));
            Preview preview = preview(sql, trial, bypassing);
            if (mine == null && preview.fit() > 0) {
                mine = insert(sql, trial, order, bypassing);
            }
            sql.commit();
            List<Artifact> leftOut = leftOut(sql, trial);
            return new Applied(preview, leftOut, detail(trial, mine, preview));
        }
    }

    private Sql live() throws SQLException {
        Sql sql = server.connect(query.database().name());
        sql.execute("SET row_security = off");
        // Whoever holds up the application for longer is not worth it: all is let go, and tried again.
        sql.execute("SET lock_timeout = '5s'");
        return sql;
    }

    /** As a superuser, the application's triggers are left out, and foreign keys are checked by us when all rows are in. */
    private boolean bypassing(Sql sql) throws SQLException {
        return !query.fireTriggers() && Inspector.superuser(sql);
    }

    private Trial trial(Sql sql, boolean bypassing) throws SQLException, IOException {
        Chosen chosen = new Chosen(query.tables(), List.of());
        List<SalvagePlan.Table> tables = plan.withRows().stream()
                .filter(table -> chosen.takes(table.table()))
                .toList();
        if (tables.isEmpty()) {
            throw Failures.permanent(
                    FailureType.NOT_FOUND,
                    "no rows of " + String.join(", ", query.tables()) + " were given up; there are some of "
                            + plan.withRows().stream()
                                    .map(SalvagePlan.Table::table)
                                    .collect(Collectors.joining(", ")));
        }
        Trial trial = new Trial(server, sql, files, bypassing);
        trial.load(tables);
        return trial;
    }

    private Preview preview(Sql sql, Trial trial, boolean bypassing) throws SQLException, IOException {
        Set<String> tables =
                trial.candidates().stream().map(Trial.Candidate::name).collect(Collectors.toSet());
        List<String> notes = new ArrayList<>();
        for (Trial.Candidate table : trial.candidates()) {
            if (table.rows().key().isEmpty()) {
                notes.add(table.name()
                        + " has no key: its rows can't be told from others like them, so all are put back, once");
            }
        }
        for (Application done : committed(sql)) {
            notes.add(done.by() + " put " + done.rows() + " rows back at " + done.at());
        }
        List<String> triggers = Triggers.of(sql, tables, bypassing);
        if (!bypassing && !query.fireTriggers() && triggers.stream().anyMatch(it -> it.endsWith(": fires"))) {
            notes.add("the role " + server.settings().user()
                    + " is no superuser, so the triggers above can't be kept from firing");
        }
        return new Preview(trial.result(), triggers, notes);
    }

    private Application insert(Sql sql, Trial trial, Apply order, boolean bypassing) throws Exception {
        if (bypassing) {
            trial.lockParents();
            sql.execute("SET LOCAL session_replication_role = replica");
        } else {
            sql.execute("SET CONSTRAINTS ALL DEFERRED");
        }
        List<Rows> rows = new ArrayList<>();
        for (dev.lastgood.workflows.activities.SalvageActivities.Table counted : trial.result()) {
            for (Trial.Candidate table : trial.candidates()) {
                if (table.name().equals(counted.table()) && counted.fit() > 0) {
                    server.attended().at("putting rows back into " + table.name());
                    requireAll(table, trial.insert(table), counted.fit());
                    trial.raiseSequences(table);
                    rows.add(new Rows(table.name(), counted.fit(), table.csv().sha256()));
                }
            }
        }
        if (bypassing) {
            sql.execute("SET LOCAL session_replication_role = origin");
        }
        List<String> broken = trial.broken();
        if (!broken.isEmpty()) {
            throw new DoesNotFit("live is written meanwhile, so that " + String.join(", ", broken) + " would not hold");
        }
        Application application = new Application(
                order.order(),
                order.by(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                liveOid(sql),
                sql.one("SELECT pg_current_xact_id()::text", row -> row.getString(1)),
                rows);
        // Before the commit, as after it there may be nobody left to write it.
        files.add(application);
        return application;
    }

    private static void requireAll(Trial.Candidate table, long inserted, long fit) throws DoesNotFit {
        if (inserted != fit) {
            throw new DoesNotFit("only " + inserted + " of " + fit + " rows went into " + table.name()
                    + ", as a trigger refuses them or live is written just there");
        }
    }

    /** The applications that the server has committed in this very database. One still under way is waited for. */
    private List<Application> committed(Sql sql) throws SQLException, IOException {
        List<Application> committed = new ArrayList<>();
        long oid = liveOid(sql);
        for (Application application : files.applications()) {
            if (application.liveOid() != oid) {
                continue;
            }
            String status = sql.one(
                    "SELECT coalesce(pg_xact_status(?::xid8), 'forgotten, so committed long ago')",
                    row -> row.getString(1),
                    application.transaction());
            if (status.equals("in progress")) {
                throw new IllegalStateException(
                        "an earlier try to put rows back has not ended yet; waiting for what becomes of it");
            }
            if (!status.equals("aborted")) {
                committed.add(application);
            }
        }
        return committed;
    }

    private Set<String> earlier(Sql sql) throws SQLException, IOException {
        Set<String> tables = new HashSet<>();
        for (Application application : committed(sql)) {
            application.tables().forEach(it -> tables.add(it.table()));
        }
        return tables;
    }

    private long liveOid(Sql sql) throws SQLException {
        return new Databases(sql).live(query.database().name(), server).oid();
    }

    private List<Artifact> leftOut(Sql sql, Trial trial) throws SQLException, IOException {
        List<Artifact> artifacts = new ArrayList<>();
        for (Trial.Candidate table : trial.candidates()) {
            String file = table.csv().file().replaceFirst("\\.csv$", ".left-out.csv");
            SalvagePlan.Csv csv = files.copy(sql, Trial.leftOut(table), file);
            if (csv.rows() > 0) {
                artifacts.add(files.artifact(csv));
            }
        }
        return artifacts;
    }

    private static String detail(Trial trial, @org.jspecify.annotations.Nullable Application mine, Preview preview)
            throws SQLException {
        if (mine == null) {
            long there = preview.tables().stream().mapToLong(it -> it.there()).sum();
            return "nothing was put back: " + there + " rows are in live already, " + preview.leftOut()
                    + " can't go back";
        }
        long keyed = 0;
        long found = 0;
        for (Trial.Candidate table : trial.candidates()) {
            for (Rows rows : mine.tables()) {
                if (rows.table().equals(table.name()) && !table.rows().key().isEmpty()) {
                    keyed += rows.rows();
                    found += Math.min(rows.rows(), trial.found(table));
                }
            }
        }
        String seen = keyed == 0
                ? ""
                : found == keyed
                        ? "; all " + keyed + " that have a key were read back from live"
                        : "; of " + keyed + " that have a key " + found
                                + " were read back as they were, the others were written since";
        return mine.tables().stream()
                        .map(it -> it.rows() + " " + it.table().replaceFirst("^public\\.", ""))
                        .collect(Collectors.joining(", "))
                + " put back for " + mine.by() + seen;
    }
}
