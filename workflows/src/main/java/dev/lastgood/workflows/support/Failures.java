package dev.lastgood.workflows.support;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import org.jspecify.annotations.Nullable;

/** Makes and reads failures, so that types and words are the same everywhere. */
public final class Failures {
    private Failures() {}

    /** A failure that no retry mends. */
    public static ApplicationFailure permanent(FailureType type, String message) {
        return ApplicationFailure.newNonRetryableFailure(message, type.name());
    }

    public static ApplicationFailure permanent(FailureType type, String message, Throwable cause) {
        return ApplicationFailure.newNonRetryableFailureWithCause(message, type.name(), cause);
    }

    /** The innermost words of a failure: what a person needs to read. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        while ((innermost instanceof ActivityFailure || innermost instanceof ChildWorkflowFailure)
                && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof ApplicationFailure application) {
            return application.getOriginalMessage();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }

    /** The first line of {@link #reason}, which says it in short, without the announcement of those that follow. */
    public static String brief(Throwable failure) {
        return reason(failure).lines().findFirst().orElse("").replaceFirst("; its last lines:$", "");
    }

    /** Whether it is a cancellation, also one that an activity or a child reports. */
    public static boolean isCancellation(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CanceledFailure) {
                return true;
            }
        }
        return false;
    }

    /** For whoever goes on without what failed: not when it was cancelled. */
    public static void rethrowCancellation(RuntimeException failure) {
        if (isCancellation(failure)) {
            throw failure;
        }
    }

    /** The business type of a failure, if it has one. */
    public static @Nullable FailureType type(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ApplicationFailure application) {
                for (FailureType type : FailureType.values()) {
                    if (type.name().equals(application.getType())) {
                        return type;
                    }
                }
            }
        }
        return null;
    }
}
