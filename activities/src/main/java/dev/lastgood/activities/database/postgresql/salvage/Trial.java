package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.SalvageActivities.Reason;
import dev.lastgood.workflows.activities.SalvageActivities.Table;
import java.io.IOException;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The salvaged rows in temporary tables of one session on live, each with the reason why it can't go back, if there is one.
 * Live itself is only read here.
 */
final class Trial {
    private static final String WHY = "\"lastgood why\"";
    private static final String THERE = "\"lastgood there\"";
    private static final String FITS = WHY + " IS NULL AND NOT " + THERE;

    private final Server server;
    private final Sql sql;
    private final SalvageFiles files;
    private final ForeignKeys foreignKeys;
    private final SortedMap<String, Shape> shapes;
    private final boolean bypassing;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final List<Table> refused = new ArrayList<>();

    /** A table's rows, in {@code temporary}. */
    record Candidate(SalvagePlan.Table rows, SalvagePlan.Csv csv, Shape shape, String temporary, List<String> columns) {
        String name() {
            return rows.table();
        }
    }

    /** @param bypassing whether foreign keys are checked only when all rows are in */
    Trial(Server server, Sql live, SalvageFiles files, boolean bypassing) throws SQLException {
        this.server = server;
        this.sql = live;
        this.files = files;
        this.bypassing = bypassing;
        this.foreignKeys = ForeignKeys.of(live);
        this.shapes = Shape.all(live);
    }

    /** Loads the rows of these tables, parents first. Outside of a transaction, so that one bad table spoils no other. */
    void load(List<SalvagePlan.Table> tables) throws SQLException, IOException {
        Map<String, SalvagePlan.Table> byName = new LinkedHashMap<>();
        tables.forEach(it -> byName.put(it.table(), it));
        for (String name : foreignKeys.order(byName.keySet())) {
            SalvagePlan.Table table = java.util.Objects.requireNonNull(byName.get(name));
            server.attended().at("reading the salvaged rows of " + name);
            Shape shape = shapes.get(name);
            SalvagePlan.Csv csv = java.util.Objects.requireNonNull(table.lost());
            if (shape == null) {
                refuse(table, csv, "live has no table " + name);
            } else {
                load(table, csv, shape);
            }
        }
    }

    private void load(SalvagePlan.Table table, SalvagePlan.Csv csv, Shape shape) throws SQLException, IOException {
        String temporary = "\"lastgood rows " + candidates.size() + "\"";
        sql.execute("CREATE TEMPORARY TABLE " + temporary + " ("
                + table.columns().stream()
                        .map(name -> {
                            Shape.Column column = shape.column(name);
                            return Sql.quote(name) + " " + (column == null ? "text" : column.type());
                        })
                        .map(it -> it + ", ")
                        .collect(Collectors.joining())
                + WHY + " text, " + THERE + " boolean NOT NULL DEFAULT false)");
        temporary = "pg_temp." + temporary;
        try {
            files.load(
                    sql,
                    csv,
                    "COPY " + temporary + " (" + Shape.list(table.columns()) + ") FROM STDIN (FORMAT csv, HEADER)");
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("22")) {
                refuse(table, csv, "live's columns do not take its values: " + e.getMessage());
                return;
            }
            throw e;
        }
        sql.execute("ANALYZE " + temporary);
        List<String> columns =
                table.columns().stream().filter(shape.written()::contains).toList();
        candidates.put(table.table(), new Candidate(table, csv, shape, temporary, columns));
    }

    private void refuse(SalvagePlan.Table table, SalvagePlan.Csv csv, String why) {
        refused.add(new Table(table.table(), csv.rows(), 0, 0, List.of(new Reason(why, csv.rows(), List.of()))));
    }

    /**
     * Marks what can't go back, and why.
     *
     * @param putBack tables without a key whose rows went back already: nothing else tells
     */
    void mark(java.util.Set<String> putBack) throws SQLException {
        for (Candidate table : candidates.values()) {
            server.attended().at("comparing the salvaged rows of " + table.name());
            List<String> key = table.rows().key();
            if (!key.isEmpty()) {
                String there = "EXISTS (SELECT FROM ONLY " + table.name() + " l WHERE " + equal(key) + "%s)";
                there(
                        table,
                        there.formatted(
                                " AND " + Shape.row("l.", table.columns()) + " = " + Shape.row("s.", table.columns())));
                mark(table, "live has a row of the same key, with other values", there.formatted(""));
            } else if (putBack.contains(table.name())) {
                there(table, "true");
            }
            for (LiveRules.Rule rule : LiveRules.of(sql, table.name(), table.shape(), table.rows())) {
                markWhereItApplies(table, rule);
            }
        }
        markOrphans();
    }

    /** A child of what is left out is left out too, and so on. */
    private void markOrphans() throws SQLException {
        long marked;
        do {
            marked = 0;
            for (Candidate child : candidates.values()) {
                for (ForeignKeys.Key key : foreignKeys.of(child.name())) {
                    if (child.columns().containsAll(key.columns())) {
                        marked += mark(
                                child,
                                "its row in " + key.parent() + " (" + String.join(", ", key.columns())
                                        + ") is not in live, nor among those that can go back",
                                orphan(child, key, true));
                    }
                }
            }
        } while (marked > 0);
    }

    private String orphan(Candidate child, ForeignKeys.Key key, boolean amongThese) {
        StringBuilder orphan = new StringBuilder();
        key.columns().forEach(it -> orphan.append("s.").append(Sql.quote(it)).append(" IS NOT NULL AND "));
        orphan.append("NOT EXISTS (SELECT FROM ")
                .append(key.parent())
                .append(" l WHERE ")
                .append(match(key))
                .append(")");
        boolean seen = false;
        for (Candidate parent : candidates.values()) {
            seen |= parent.name().equals(child.name());
            // Without the right to bypass, a parent has to be in before its child, or the key has to wait for the
            // commit.
            boolean inTime =
                    bypassing || key.deferrable() || !seen || parent.name().equals(child.name());
            if (amongThese && inTime && key.pointsTo(parent.name())) {
                orphan.append(" AND NOT EXISTS (SELECT FROM ")
                        .append(parent.temporary())
                        .append(" l WHERE l.")
                        .append(WHY)
                        .append(" IS NULL AND ")
                        .append(match(key))
                        .append(")");
            }
        }
        return orphan.toString();
    }

    private static String match(ForeignKeys.Key key) {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            same.add("l." + Sql.quote(key.parentColumns().get(i)) + " = s."
                    + Sql.quote(key.columns().get(i)));
        }
        return String.join(" AND ", same);
    }

    private static String equal(List<String> key) {
        return key.stream()
                .map(it -> "l." + Sql.quote(it) + " = s." + Sql.quote(it))
                .collect(Collectors.joining(" AND "));
    }

    private void there(Candidate table, String condition) throws SQLException {
        sql.update("UPDATE " + table.temporary() + " s SET " + THERE + " = true WHERE " + FITS + " AND " + condition);
    }

    private long mark(Candidate table, String why, String condition) throws SQLException {
        return sql.update(
                "UPDATE " + table.temporary() + " s SET " + WHY + " = ? WHERE " + FITS + " AND (" + condition + ")",
                why);
    }

    /** A rule may speak of columns that these rows do not have: then the insert itself has to tell. */
    private void markWhereItApplies(Candidate table, LiveRules.Rule rule) throws SQLException {
        sql.execute("SAVEPOINT rule");
        try {
            mark(table, rule.why(), rule.condition().replace("FROM %s", "FROM " + table.temporary()));
        } catch (SQLException e) {
            if (!"42703".equals(e.getSQLState())) {
                throw e;
            }
            sql.execute("ROLLBACK TO SAVEPOINT rule");
        }
        sql.execute("RELEASE SAVEPOINT rule");
    }

    /** How many rows of each table fit, are there or can't go back, and why. */
    List<Table> result() throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (Candidate table : candidates.values()) {
            long[] counts = sql.one(
                    "SELECT count(*), count(*) FILTER (WHERE " + FITS + "), count(*) FILTER (WHERE " + THERE + ") FROM "
                            + table.temporary(),
                    row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)});
            tables.add(new Table(table.name(), counts[0], counts[1], counts[2], reasons(table)));
        }
        tables.addAll(refused);
        return tables;
    }

    private List<Reason> reasons(Candidate table) throws SQLException {
        List<String> shown =
                table.rows().key().isEmpty() ? List.of() : table.rows().key();
        String key = shown.isEmpty()
                ? "NULL"
                : shown.size() == 1 ? Sql.quote(shown.get(0)) + "::text" : Shape.row("", shown);
        return sql.list(
                "SELECT " + WHY + ", count(*), (array_agg(left(" + key + ", 60)))[1:3] FROM " + table.temporary()
                        + " WHERE " + WHY + " IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
                row -> {
                    Array examples = row.getArray(3);
                    String[] keys = (String[]) examples.getArray();
                    return new Reason(row.getString(1), row.getLong(2), shown.isEmpty() ? List.of() : List.of(keys));
                });
    }

    List<Candidate> candidates() {
        return List.copyOf(candidates.values());
    }

    /** @return how many rows went in, of those that fit */
    long insert(Candidate table) throws SQLException {
        return sql.update("INSERT INTO " + table.name() + " (" + Shape.list(table.columns())
                + ") OVERRIDING SYSTEM VALUE SELECT " + Shape.list(table.columns()) + " FROM " + table.temporary()
                + " WHERE " + FITS + " ON CONFLICT DO NOTHING");
    }

    /** Keeps the parents in live until the commit, as a foreign key's own check would. */
    void lockParents() throws SQLException {
        for (Candidate child : candidates.values()) {
            for (ForeignKeys.Key key : foreignKeys.of(child.name())) {
                if (child.columns().containsAll(key.columns())) {
                    sql.each(
                            "SELECT FROM " + key.parent() + " l WHERE EXISTS (SELECT FROM " + child.temporary()
                                    + " s WHERE " + FITS + " AND " + match(key) + ") FOR KEY SHARE",
                            row -> {});
                }
            }
        }
    }

    /** The foreign keys that rows which went in do not keep; none after a good insert. */
    List<String> broken() throws SQLException {
        List<String> broken = new ArrayList<>();
        for (Candidate child : candidates.values()) {
            for (ForeignKeys.Key key : foreignKeys.of(child.name())) {
                if (child.columns().containsAll(key.columns())
                        && sql.one(
                                "SELECT EXISTS (SELECT FROM " + child.temporary() + " s WHERE " + FITS + " AND "
                                        + orphan(child, key, false) + ")",
                                row -> row.getBoolean(1))) {
                    broken.add(key.name() + " of " + child.name());
                }
            }
        }
        return broken;
    }

    /** How many of the rows that fitted are in live now, just so; of tables with a key. */
    long found(Candidate table) throws SQLException {
        return sql.one(
                "SELECT count(*) FROM " + table.temporary() + " s WHERE " + WHY
                        + " IS NULL AND EXISTS (SELECT FROM ONLY "
                        + table.name() + " l WHERE " + equal(table.rows().key()) + " AND "
                        + Shape.row("l.", table.columns()) + " = " + Shape.row("s.", table.columns()) + ")",
                row -> row.getLong(1));
    }

    /** The rows that are left out, each after its reason. */
    static String leftOut(Candidate table) {
        return "SELECT " + WHY + " AS why_not, " + Shape.list(table.rows().columns()) + " FROM " + table.temporary()
                + " WHERE " + WHY + " IS NOT NULL ORDER BY 1";
    }

    /** What a table's sequences would hand out next must not be what was put back. */
    void raiseSequences(Candidate table) throws SQLException {
        for (String column : table.columns()) {
            String sequence = sql.one(
                    "SELECT pg_get_serial_sequence(?, ?)",
                    row -> String.valueOf(row.getString(1)),
                    table.name(),
                    column);
            if (!"null".equals(sequence)) {
                sql.strings(
                        "SELECT setval(q.s, m.top)::text FROM (SELECT ?::regclass AS s) q,"
                                + " (SELECT max(" + Sql.quote(column) + ")::bigint AS top FROM " + table.temporary()
                                + " WHERE " + WHY + " IS NULL) m"
                                + " WHERE m.top > coalesce(pg_sequence_last_value(q.s), 0)",
                        sequence);
            }
        }
    }
}
