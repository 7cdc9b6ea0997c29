package dev.lastgood.activities.support;

import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import org.jspecify.annotations.Nullable;

/**
 * No failure leaves an activity with a secret in its words: histories, logs and pages all show them. What has none passes as
 * it is.
 */
public final class RedactingInterceptor extends WorkerInterceptorBase {

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } catch (ActivityCompletionException | CanceledFailure cancelled) {
                    throw cancelled;
                } catch (Exception failure) {
                    throw RedactingInterceptor.<RuntimeException>same(redacted(failure));
                }
            }
        };
    }

    /** The same failure to Temporal (type, retries, details), in words without secrets. */
    static Throwable redacted(Throwable failure) {
        if (!quotesSecret(failure)) {
            return failure;
        }
        Throwable cause = failure.getCause() == null ? null : redacted(failure.getCause());
        ApplicationFailure clean = failure instanceof ApplicationFailure application
                ? application(application, cause)
                : ApplicationFailure.newBuilder()
                        .setMessage(clean(failure.getMessage()))
                        .setType(failure.getClass().getName())
                        .setCause(cause)
                        .build();
        clean.setStackTrace(failure.getStackTrace());
        return clean;
    }

    private static ApplicationFailure application(ApplicationFailure failure, @Nullable Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setMessage(clean(failure.getOriginalMessage()))
                .setType(failure.getType())
                .setNonRetryable(failure.isNonRetryable())
                .setDetails(failure.getDetails())
                .setNextRetryDelay(failure.getNextRetryDelay())
                .setCategory(failure.getCategory())
                .setCause(cause)
                .build();
    }

    private static boolean quotesSecret(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage();
            if (message != null && !message.equals(clean(message))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String clean(@Nullable String message) {
        return message == null ? null : Redaction.clean(message);
    }

    /** Lets a checked exception through as it is, so that its type stays what people read. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E same(Throwable failure) throws E {
        throw (E) failure;
    }
}
