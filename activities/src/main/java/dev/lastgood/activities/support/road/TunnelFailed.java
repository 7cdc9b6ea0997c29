package dev.lastgood.activities.support.road;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A tunnel's program ended before the connection did. */
public final class TunnelFailed extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    /** @param lasting whether it is no use to try again: there is no such program */
    TunnelFailed(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** A driver does not tell its cause's words: what a person needs to read comes first here. Others stay as they are. */
    public static Exception explained(Exception failure) {
        TunnelFailed tunnel = in(failure);
        if (tunnel == null || failure instanceof ApplicationFailure) {
            return failure;
        }
        if (tunnel.lasting) {
            return Failures.permanent(FailureType.CONFIGURATION, String.valueOf(tunnel.getMessage()), failure);
        }
        String message = tunnel.getMessage() + " (" + failure.getMessage() + ")";
        return failure instanceof SQLException sql
                ? new SQLException(message, sql.getSQLState(), sql)
                : new IOException(message, failure);
    }

    private static @Nullable TunnelFailed in(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TunnelFailed tunnel) {
                return tunnel;
            }
        }
        return null;
    }
}
