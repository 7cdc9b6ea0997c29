package dev.lastgood.activities.database.postgresql.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.PGCopyInputStream;

/** One session. Identifiers stand in texts only through {@link #quote}; values are parameters. */
public final class Sql implements AutoCloseable {
    private final Connection connection;
    private final Consumer<String> before;

    /** @param before sees each statement before it is sent */
    public Sql(Connection connection, Consumer<String> before) {
        this.connection = connection;
        this.before = before;
    }

    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public interface Rows {
        void read(ResultSet row) throws SQLException;
    }

    /** An identifier as SQL takes it, whatever is in it. */
    public static String quote(String identifier) {
        if (identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an identifier can't hold a zero byte");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL takes it where no parameter can stand. */
    public static String literal(String text) {
        String escaped = text.replace("'", "''");
        return escaped.indexOf('\\') < 0 ? "'" + escaped + "'" : " E'" + escaped.replace("\\", "\\\\") + "'";
    }

    public void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.execute();
        }
    }

    /**
     * A statement as it stands: a question mark in it is an operator, no parameter.
     *
     * @return how many rows it touched; -1 where it touches none
     */
    public long run(String sql) throws SQLException {
        before.accept(sql);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return statement.getLargeUpdateCount();
        }
    }

    public <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        each(sql, it -> found.add(row.read(it)), values);
        return found;
    }

    public <T> Optional<T> find(String sql, Row<T> row, Object... values) throws SQLException {
        return list(sql, row, values).stream().findFirst();
    }

    /** The only row. */
    public <T> T one(String sql, Row<T> row, Object... values) throws SQLException {
        return find(sql, row, values).orElseThrow(() -> new IllegalStateException("no row from: " + sql));
    }

    public List<String> strings(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getString(1), values);
    }

    public void each(String sql, Rows rows, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.read(result);
            }
        }
    }

    /** A result that the caller reads row by row; inside a transaction it is fetched in portions. */
    public Cursor cursor(String sql) throws SQLException {
        PreparedStatement statement = prepare(sql);
        statement.setFetchSize(2000);
        return new Cursor(statement, statement.executeQuery());
    }

    /** Closes its statement with it. */
    public record Cursor(PreparedStatement statement, ResultSet rows) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    /** From here on one snapshot, and nothing written. */
    public void readOneSnapshot() throws SQLException {
        connection.setAutoCommit(false);
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }

    /** COPY, to and from streams. */
    public CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** What {@code COPY ... TO STDOUT} writes, as it comes. */
    public PGCopyInputStream copyOut(String sql) throws SQLException {
        before.accept(sql);
        return new PGCopyInputStream(connection.unwrap(PGConnection.class), sql);
    }

    /** How many rows it changed. */
    public long update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeLargeUpdate();
        }
    }

    /**
     * One at a time who asks for it, for as long as this session lives. Advisory locks are of one database each, so all who
     * share one must ask in the maintenance database; a killed worker's own session may still hold it.
     */
    public void lock(String what) throws SQLException {
        execute("SET lock_timeout = '60s'");
        strings("SELECT pg_advisory_lock(hashtextextended(?, 0))::text", what);
        execute("SET lock_timeout = 0");
    }

    /** From here on one transaction, until {@link #commit} or the session ends. */
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    public void commit() throws SQLException {
        before.accept("COMMIT");
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Ends the session at once, from any thread. */
    public void abort() {
        abort(connection);
    }

    /** As {@link #abort()}. */
    public static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        before.accept(sql);
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
