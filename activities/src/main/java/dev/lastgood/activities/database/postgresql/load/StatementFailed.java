package dev.lastgood.activities.database.postgresql.load;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The server refused a part of a dump. */
final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String state;
    private final String reason;

    /**
     * @param line of the dump
     * @param what stands there, for people
     */
    StatementFailed(long line, String what, SQLException cause) {
        super("line " + line + " (" + what + "): " + reason(cause), cause);
        this.reason = reason(cause);
        this.state = String.valueOf(cause.getSQLState());
    }

    String state() {
        return state;
    }

    String reason() {
        return reason;
    }

    // Without what the driver adds, such as the row that was being read.
    private static String reason(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String text = message == null ? null : message.getMessage();
        return text == null ? String.valueOf(e.getMessage()) : text;
    }
}
