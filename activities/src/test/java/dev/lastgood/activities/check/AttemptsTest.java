package dev.lastgood.activities.check;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.model.Check.Tries;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every check can be told: how often, and how long. */
@Tag("V10")
class AttemptsTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void oneThatPassesIsAskedOnce() {
        Checks.says(ask(tries(3), attempt -> Finding.passed("well")), Verdict.PASSED, "well");
        assertThat(asked).hasValue(1);
    }

    @Test
    void oneThatFlapsIsToldToBeSo() {
        CheckResult result = ask(
                tries(3),
                attempt -> attempt < 2 ? Finding.failed("answered 503\nand more") : Finding.passed("answered 200"));

        Checks.says(result, Verdict.PASSED, "answered 200; passed at the 2nd of 3 attempts, before that: answered 503");
    }

    @Test
    void oneThatNeverPassesIsAskedSoOftenAndNoMore() {
        Checks.says(
                ask(tries(3), attempt -> Finding.failed("answered 503\nits body")),
                FAILED,
                "answered 503 (3 attempts)\nits body");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFailureWeighsMoreThanALaterUnknown() {
        Checks.says(
                ask(tries(2), attempt -> attempt == 1 ? Finding.failed("503") : Finding.unknown("no data")),
                FAILED,
                "503 (2 attempts)");
    }

    @Test
    void whatCantBeAskedIsUnknownAndTriedAgain() {
        CheckResult result = ask(tries(2), attempt -> {
            throw new IOException("Prometheus refused the connection");
        });

        Checks.says(result, UNKNOWN, "could not be asked: Prometheus refused the connection (2 attempts)");
    }

    @Test
    void aFaultOfTheCheckItselfIsUnknownToo() {
        CheckResult result = ask(tries(1), attempt -> {
            throw new IllegalStateException("unforeseen");
        });

        Checks.says(result, UNKNOWN, "could not be asked: unforeseen");
    }

    @Test
    void aWrongSettingIsNotTriedAgain() {
        ask(tries(5), attempt -> {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'query'");
        });

        assertThat(asked).hasValue(1);
    }

    @Test
    void withoutAnAnswerByTheDeadlineItIsUnknownAndStopped() {
        var stopped = new AtomicBoolean();
        CheckResult result = ask(new Tries(3, Duration.ofMillis(1), Duration.ofMillis(50)), attempt -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                stopped.set(true);
                throw e;
            }
            return Finding.passed("never");
        });

        Checks.says(result, UNKNOWN, "no answer within 50 ms, its deadline");
        assertThat(stopped).isTrue();
    }

    @Test
    void whatItWaitsForIsStoppedWhenTheCheckIsNoLongerWanted() throws Exception {
        var begun = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var outcome = new AtomicReference<Object>();
        var asker = new Thread(() -> {
            try {
                outcome.set(ask(tries(3), attempt -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        stopped.countDown();
                    }
                    return Finding.passed("never");
                }));
            } catch (RuntimeException e) {
                outcome.set(e);
            }
        });
        asker.start();
        begun.await();
        asker.interrupt();
        asker.join();

        assertThat(stopped.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(outcome.get()).isInstanceOf(RuntimeException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void noAttemptBeginsThatCouldNotEndInTime() {
        ask(new Tries(3, Duration.ofHours(1), Duration.ofMinutes(1)), attempt -> Finding.failed("503"));

        assertThat(asked).hasValue(1);
    }

    private interface Answers {
        Finding of(int attempt) throws IOException, InterruptedException;
    }

    private CheckResult ask(Tries tries, Answers answers) {
        var check = new Verification() {
            @Override
            public String type() {
                return "fake";
            }

            @Override
            public Class<? extends Record> settings() {
                return Tries.class;
            }

            @Override
            public Finding ask(Run run) throws IOException, InterruptedException {
                return answers.of(asked.incrementAndGet());
            }
        };
        return Checks.ask(check, Map.of(), null, null, tries);
    }

    private static Tries tries(int attempts) {
        return new Tries(attempts, Duration.ofMillis(1), Duration.ofMinutes(1));
    }
}
