package dev.lastgood.activities.check.database;

import dev.lastgood.activities.check.Before;
import dev.lastgood.activities.check.Compared;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many rows tables have. */
final class RowCounts {
    /** Counting more would take longer than anybody waits. */
    private static final int MOST_TABLES = 50;

    private RowCounts() {}

    record Table(String schema, String name) {
        @Override
        public String toString() {
            return schema + "." + name;
        }
    }

    /** @param pattern a name or schema.name; * stands for anything */
    static List<Table> tables(Connection connection, String pattern) throws SQLException {
        String like = pattern.replace("\\", "\\\\")
                .replace("_", "\\_")
                .replace("%", "\\%")
                .replace('*', '%');
        var tables = new ArrayList<Table>();
        try (var statement = connection.prepareStatement("SELECT schemaname, tablename FROM pg_catalog.pg_tables"
                + " WHERE tablename LIKE ? OR schemaname || '.' || tablename LIKE ? ORDER BY 1, 2")) {
            statement.setString(1, like);
            statement.setString(2, like);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    /** Each count under {@code rows.schema.table}. */
    static List<Finding> judge(SqlCheck.Config how, Run run, Compared compared, Connection connection)
            throws SQLException {
        var findings = new ArrayList<Finding>();
        for (String pattern : how.rows()) {
            List<Table> tables = tables(connection, pattern);
            if (tables.isEmpty()) {
                findings.add(Finding.failed("no table " + pattern + " in " + how.database()));
            }
            for (Table table : tables) {
                if (findings.size() >= MOST_TABLES) {
                    throw Failures.permanent(
                            FailureType.CONFIGURATION,
                            "rows: more than " + MOST_TABLES + " tables; name fewer, or make several checks of it");
                }
                double count = count(connection, table);
                String key = "rows." + table;
                findings.add(
                        compared.judge("rows of " + table + ": ", count, Before.value(run, key), true, RowCounts::words)
                                .with(key, count));
            }
        }
        return findings;
    }

    private static double count(Connection connection, Table table) throws SQLException {
        String query = "SELECT count(*) FROM " + Sql.quote(table.schema()) + "." + Sql.quote(table.name());
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** {@code 1,204}, {@code 0.5}. */
    static String words(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Words.number(value);
    }
}
