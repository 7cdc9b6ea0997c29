package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.Failures;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what is missing or went wrong into words. */
final class Problems {
    private static final int MAX_TEXT = 2000;

    private Problems() {}

    /** Whoever asks or answers gives a name. */
    static String name(@Nullable String by) {
        return text("by (your name)", by);
    }

    static String text(String what, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new RollbackProblem(Kind.BAD_REQUEST, "'" + what + "' is missing: say it, it stands in the record");
        }
        if (text.length() > MAX_TEXT) {
            throw new RollbackProblem(
                    Kind.BAD_REQUEST, "'" + what + "' is longer than " + MAX_TEXT + " characters: say it shorter");
        }
        return text.strip();
    }

    static RollbackProblem none(ServiceRef service) {
        return new RollbackProblem(Kind.NOT_FOUND, "no rollback of " + service + " is running");
    }

    /** A call to Temporal that failed, as what it means for whoever asked. */
    static RollbackProblem of(RuntimeException failure, ServiceRef service) {
        if (failure instanceof RollbackProblem problem) {
            return problem;
        }
        if (failure instanceof WorkflowNotFoundException) {
            return none(service);
        }
        StatusRuntimeException status = status(failure);
        if (status != null) {
            return unreachable(status);
        }
        throw failure;
    }

    /** What a look finds; empty where Temporal knows no such workflow. */
    static <T> Optional<T> found(ServiceRef service, Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (RuntimeException e) {
            RollbackProblem problem = of(e, service);
            if (problem.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    /** Sends something to a workflow. @return false where none runs that could hear it */
    static boolean heard(ServiceRef service, Runnable signal) {
        return found(service, () -> {
                    signal.run();
                    return true;
                })
                .orElse(false);
    }

    static RollbackProblem unreachable(StatusRuntimeException failure) {
        Status status = failure.getStatus();
        String said = status.getDescription() == null ? "" : ": " + status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
                new RollbackProblem(
                        Kind.UNREACHABLE,
                        "Temporal can't be reached; nothing is known to have been started or changed. Try again, and see that its server"
                                + " runs at the configured address (" + status.getCode() + said + ")",
                        failure);
            case RESOURCE_EXHAUSTED, ABORTED ->
                new RollbackProblem(
                        Kind.BUSY,
                        "Temporal has too much to do just now: try again (" + status.getCode() + said + ")",
                        failure);
            default ->
                new RollbackProblem(
                        Kind.UNREACHABLE,
                        "Temporal does not take the call (" + status.getCode() + said
                                + "). See that address, namespace and rights are right",
                        failure);
        };
    }

    static @Nullable StatusRuntimeException status(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof StatusRuntimeException status) {
                return status;
            }
        }
        return null;
    }

    /** What a workflow's own handler refused an update with. */
    static RollbackProblem refused(WorkflowException failure) {
        Throwable cause = failure.getCause();
        return new RollbackProblem(Kind.CONFLICT, cause == null ? "refused" : Failures.reason(cause), failure);
    }
}
