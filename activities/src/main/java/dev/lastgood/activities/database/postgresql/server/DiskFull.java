package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;

/** What no trying again mends, and a person does in a minute: so it is said at once. */
public final class DiskFull {
    private static final String STATE = "53100";

    private DiskFull() {}

    /** As it is, but for a full disk: that is a permanent failure, and says what to do. */
    public static <T> Servers.Work<T> told(Servers.Work<T> work) {
        return server -> {
            try {
                return work.on(server);
            } catch (SQLException | IllegalStateException e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
                        throw Failures.permanent(
                                FailureType.COMMAND_FAILED,
                                "the disk of server " + server.address() + " is full (" + sql.getMessage()
                                        + "); all is as it was. Make room there, then try again",
                                e);
                    }
                }
                throw e;
            }
        };
    }
}
