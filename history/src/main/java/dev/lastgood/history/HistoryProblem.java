package dev.lastgood.history;

import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Turns what the driver, the pool and Flyway say into what a person can act on. Never quotes URL or password. */
final class HistoryProblem {
    private HistoryProblem() {}

    static HistoryException explain(String url, @Nullable String givenUser, RuntimeException failure) {
        Properties parts = Driver.parseURL(url, new Properties());
        String database = parts == null ? "?" : PGProperty.PG_DBNAME.getOrDefault(parts);
        String urlUser = parts == null ? null : PGProperty.USER.getOrDefault(parts);
        String user = givenUser != null ? givenUser : urlUser != null ? urlUser : System.getProperty("user.name");
        String where = "The history's database '" + database + "' on " + ServerIdentity.address(url) + " ";
        SQLException cause = sqlCause(failure);
        String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        String what = switch (state) {
            case "08001", "08006", "08004" ->
                "can't be reached. Check host and port, and that PostgreSQL runs and listens there";
            case "28P01", "28000" ->
                "refuses the user '" + user + "'. Check user and password, and the server's pg_hba.conf";
            case "3D000" -> "does not exist. Create it: CREATE DATABASE " + quoted(database) + " OWNER " + quoted(user);
            case "42501" ->
                "does not let the user '" + user + "' make its tables. Give the right: GRANT CREATE ON DATABASE "
                        + quoted(database) + " TO " + quoted(user) + ", or make '" + user
                        + "' the owner of the schema " + HistoryDatabase.SCHEMA;
            case "53300" -> "has no connection left. Raise max_connections or end idle sessions";
            default -> "can't be used";
        };
        return new HistoryException(where + what + ". It said: " + said(cause, failure), failure);
    }

    private static String said(@Nullable SQLException cause, RuntimeException failure) {
        Throwable speaker = cause == null ? failure : cause;
        String message = speaker.getMessage();
        return message == null
                ? speaker.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    /** The innermost one: the driver's own. */
    private static @Nullable SQLException sqlCause(Throwable failure) {
        SQLException found = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
