package dev.lastgood.activities.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactingInterceptorTest {
    private final TestActivityEnvironment environment =
            TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(new RedactingInterceptor())
                            .build())
                    .build());

    @AfterEach
    void close() {
        environment.close();
    }

    @ActivityInterface
    public interface Failing {
        void fail();
    }

    @Test
    void aDriversFailureLeavesWithoutItsPasswordAndKeepsItsType() {
        var failure = failure(() -> {
            throw new IllegalStateException(
                    "no connection", new IllegalArgumentException("bad url jdbc:postgresql://shop:hunter2@db/shop"));
        });

        assertThat(stack(failure)).contains("db/shop").doesNotContain("hunter2");
        assertThat(failure.getType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure.isNonRetryable()).isFalse();
    }

    @Test
    void aBusinessFailureStaysPermanentAndOfItsType() {
        var failure = failure(() -> {
            throw Failures.permanent(FailureType.CONFIGURATION, "token=hunter2 is wrong");
        });

        assertThat(failure.getOriginalMessage()).isEqualTo("token=*** is wrong");
        assertThat(failure.getType()).isEqualTo("CONFIGURATION");
        assertThat(failure.isNonRetryable()).isTrue();
    }

    @Test
    void wordsWithoutASecretPassUnchanged() {
        var original = new IllegalStateException("it answered 503");

        assertThat(RedactingInterceptor.redacted(original)).isSameAs(original);
    }

    private ApplicationFailure failure(Failing failing) {
        environment.registerActivitiesImplementations(failing);
        var failure = catchThrowableOfType(
                ActivityFailure.class,
                () -> environment.newActivityStub(Failing.class).fail());
        return (ApplicationFailure) failure.getCause();
    }

    private static String stack(Throwable failure) {
        var text = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            text.append(at).append('\n');
        }
        return text.toString();
    }
}
