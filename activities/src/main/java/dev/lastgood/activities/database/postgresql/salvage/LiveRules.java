package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What live demands of a table's rows, as conditions on a temporary table {@code s} that holds such rows. */
final class LiveRules {
    private static final String CHECKS = "SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint"
            + " WHERE conrelid = ?::regclass AND contype = 'c' ORDER BY oid";

    /** Unique indexes and exclusion constraints alike: what is compared, by which operators, and of which rows. */
    private static final String INDEXES = "SELECT i.indisexclusion, pg_get_expr(i.indpred, i.indrelid),"
            + " array_agg(pg_get_indexdef(i.indexrelid, k, true) ORDER BY k),"
            + " array_agg((SELECT 'OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')' FROM pg_operator o"
            + " JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = coalesce(con.conexclop[k],"
            + " (SELECT amopopr FROM pg_amop WHERE amopfamily = oc.opcfamily AND amopstrategy = 3"
            + " AND amoplefttype = oc.opcintype AND amoprighttype = oc.opcintype))) ORDER BY k)"
            + " FROM pg_index i CROSS JOIN generate_series(1, i.indnkeyatts::int) k"
            + " JOIN pg_opclass oc ON oc.oid = i.indclass[k - 1]"
            + " LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype = 'x'"
            + " WHERE i.indrelid = ?::regclass AND (i.indisunique OR i.indisexclusion) AND i.indislive"
            + " GROUP BY i.indexrelid, i.indisexclusion, i.indpred, i.indrelid ORDER BY i.indexrelid";

    /** @param condition which rows of {@code s} it keeps out */
    record Rule(String why, String condition) {}

    private LiveRules() {}

    static List<Rule> of(Sql live, String table, Shape shape, SalvagePlan.Table rows) throws SQLException {
        List<Rule> rules = new ArrayList<>();
        columns(shape, rows, rules);
        live.each(
                CHECKS,
                row -> rules.add(new Rule(
                        "live's check " + row.getString(1) + " does not allow it: " + row.getString(2),
                        "NOT (" + row.getString(2) + ")")),
                table);
        live.each(
                INDEXES,
                row -> rules.add(taken(table, row.getBoolean(1), row.getString(2), strings(row, 3), strings(row, 4))),
                table);
        return rules;
    }

    private static void columns(Shape shape, SalvagePlan.Table rows, List<Rule> rules) {
        for (String column : rows.columns()) {
            if (shape.column(column) == null) {
                rules.add(new Rule(
                        "it has a value in the column " + column + ", which live does not have",
                        "s." + Sql.quote(column) + " IS NOT NULL"));
            }
        }
        for (Shape.Column column : shape.columns()) {
            if (!column.required() || column.generated()) {
                continue;
            }
            if (rows.columns().contains(column.name())) {
                rules.add(new Rule(
                        "it has nothing in the column " + column.name() + ", which live demands",
                        "s." + Sql.quote(column.name()) + " IS NULL"));
            } else if (!column.hasDefault()) {
                rules.add(new Rule(
                        "live demands the column " + column.name() + ", which was not there when it was written",
                        "true"));
            }
        }
    }

    private static Rule taken(
            String table, boolean exclusion, @Nullable String predicate, List<String> values, List<String> operators) {
        String such = predicate == null ? "" : " WHERE " + predicate;
        String selected = IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) + " AS v" + i)
                .collect(Collectors.joining(", "));
        String same = IntStream.range(0, values.size())
                .mapToObj(i -> "a.v" + i + " " + operators.get(i) + " b.v" + i)
                .collect(Collectors.joining(" AND "));
        String what = String.join(", ", values) + (predicate == null ? "" : " where " + predicate);
        return new Rule(
                exclusion
                        ? "another row of live excludes it (" + what + ")"
                        : "another row of live has the same " + what + ", which must be unique",
                "s.ctid IN (SELECT a.id FROM (SELECT ctid AS id, " + selected + " FROM %s" + such + ") a JOIN (SELECT "
                        + selected + " FROM ONLY " + table + such + ") b ON " + same + ")");
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
