package dev.lastgood.activities.check.database;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Before;
import dev.lastgood.activities.check.Compared;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Databases;
import dev.lastgood.activities.support.Databases.Login;
import dev.lastgood.activities.support.Words;
import dev.lastgood.activities.support.road.Tunnel;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL, reading only: that tables exist, how many rows they have, and what a query's first value is. */
public final class SqlCheck implements Verification {
    private static final String VALUE = "value";

    private final Settings settings;

    public SqlCheck(Settings settings) {
        this.settings = settings;
    }

    /** Whom to ask what. */
    public record Config(
            @Describe("host:port") String server,
            @Describe("The database's name") String database,
            @Describe("Who asks") String user,
            @Describe("Where the password is") @Nullable SecretRef password,

            @Describe("A query; the first value of its first row is compared") @Nullable
            String query,

            @Describe("What the query must give") @Nullable Expect expect,

            @Describe("Tables that must exist, as name or schema.name; * stands for anything") @Default("[]")
            List<String> tables,

            @Describe("Tables whose rows are counted, to be compared with what they were; * stands for anything")
            @Default("[]")
            List<String> rows,

            @Describe("How far the query's value and each count may be from what they were before the rollback,"
                    + " either way, such as 5%")
            @Nullable
            String withinOfBaseline,

            @Describe("How long a statement may take") @Default("10s")
            Duration timeout,

            @Describe("How to come to a server of which no port is reached; then server is only what people call it")
            @Nullable
            Tunnel tunnel) {}

    /** Each bound that is set must hold. */
    public record Expect(
            @Describe("The value itself") @Nullable Object equals,
            @Describe("The least it may be") @Nullable BigDecimal atLeast,
            @Describe("The most it may be") @Nullable BigDecimal atMost,

            @Describe("Whether the query must give no row") @Default("false")
            boolean empty) {}

    @Override
    public String type() {
        return "sql";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), Config.class);
        var compared = Compared.of(how.withinOfBaseline(), null);
        if (how.query() != null && how.expect() == null && !compared.wanted()) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'expect' or 'within-of-baseline' beside 'query'");
        }
        if (!how.rows().isEmpty() && !compared.wanted()) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'within-of-baseline' beside 'rows'");
        }
        if (how.tables().isEmpty() && how.rows().isEmpty() && how.query() == null) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'tables', 'rows' or 'query'");
        }
        var login = new Login(how.server(), how.database(), how.user(), how.password(), how.tunnel());
        try (Connection connection = Databases.reading(login, settings, how.timeout())) {
            return ask(how, run, compared, connection);
        } catch (SQLException e) {
            throw new IOException("database " + how.database() + " on " + how.server() + ": " + e.getMessage(), e);
        }
    }

    private static Finding ask(Config how, Run run, Compared compared, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try {
            if (!how.tables().isEmpty()) {
                findings.add(tables(how, connection));
            }
            if (!how.rows().isEmpty()) {
                findings.addAll(RowCounts.judge(how, run, compared, connection));
            }
            if (how.query() != null) {
                findings.addAll(query(how, run, compared, first(connection, how.query())));
            }
            return Finding.all(findings);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
                return Finding.failed(
                        "the query failed: " + e.getMessage()); // A table or column that should be there is not.
            }
            throw e;
        }
    }

    private static Finding tables(Config how, Connection connection) throws SQLException {
        var missing = new ArrayList<String>();
        for (String table : how.tables()) {
            if (RowCounts.tables(connection, table).isEmpty()) {
                missing.add(table);
            }
        }
        return missing.isEmpty()
                ? Finding.passed("tables exist: " + String.join(", ", how.tables()))
                : Finding.failed("no table " + String.join(", no table ", missing) + " in " + how.database());
    }

    private static List<Finding> query(Config how, Run run, Compared compared, First first) {
        List<Finding> findings = new ArrayList<>();
        if (how.expect() != null) {
            findings.add(judge(how.expect(), first));
        }
        if (compared.wanted() && first.value() == null) {
            return List.of(Finding.unknown("no data: the query gave no value"));
        }
        if (first.value() != null && isNumber(first.value())) {
            double value = number(first.value()).doubleValue();
            if (compared.wanted()) {
                findings.add(compared.judge("the value is ", value, Before.value(run, VALUE), true, RowCounts::words));
            }
            findings.set(0, findings.get(0).with(VALUE, value));
        }
        return findings;
    }

    /** @param value null where it is SQL's null */
    private record First(boolean row, @Nullable String value) {}

    private static First first(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setMaxRows(1);
            ResultSet rows = statement.executeQuery(query);
            return rows.next() ? new First(true, rows.getString(1)) : new First(false, null);
        }
    }

    private static Finding judge(Expect expect, First first) {
        if (expect.empty()) {
            return Finding.of(!first.row(), first.row() ? "there are rows, expected none" : "no rows, as expected");
        }
        if (!first.row() || first.value() == null) {
            return Finding.unknown("no data: the query gave no value");
        }
        String value = first.value();
        var wrong = new ArrayList<String>();
        if (expect.equals() != null && !same(value, String.valueOf(expect.equals()))) {
            wrong.add("expected " + expect.equals());
        }
        if (expect.atLeast() != null && number(value).compareTo(expect.atLeast()) < 0) {
            wrong.add("expected at least " + expect.atLeast().toPlainString());
        }
        if (expect.atMost() != null && number(value).compareTo(expect.atMost()) > 0) {
            wrong.add("expected at most " + expect.atMost().toPlainString());
        }
        String is = "the value is " + Words.cut(value, 80);
        return wrong.isEmpty() ? Finding.passed(is) : Finding.failed(is + ", " + String.join(" and ", wrong));
    }

    private static boolean same(String value, String expected) {
        try {
            return new BigDecimal(value).compareTo(new BigDecimal(expected)) == 0;
        } catch (NumberFormatException e) {
            return value.equals(expected);
        }
    }

    private static boolean isNumber(String value) {
        try {
            return new BigDecimal(value).precision() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static BigDecimal number(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "the query gave '" + Words.cut(value, 80) + "', which is no number");
        }
    }
}
