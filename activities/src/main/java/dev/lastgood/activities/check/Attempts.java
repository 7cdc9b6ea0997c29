package dev.lastgood.activities.check;

import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.model.Check.Tries;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks until it passes, so many times and so long. Each asks on a thread of its own, as not all that a check waits for can be
 * interrupted.
 */
final class Attempts {
    /** How long a program that is being stopped may take to end. */
    private static final Duration ENDING = Duration.ofSeconds(6);

    private final Tries tries;
    private final long end;

    Attempts(Tries tries) {
        this.tries = tries;
        this.end = System.nanoTime() + tries.deadline().toNanos();
    }

    interface Question {
        Finding ask() throws IOException, InterruptedException;
    }

    /** @param again false where asking again would find the same, as with a wrong setting */
    private record Answer(Finding finding, boolean again) {}

    Finding ask(Question question) throws InterruptedException {
        Finding bad = null;
        for (int attempt = 1; ; attempt++) {
            Answer answer = once(question);
            Finding finding = answer.finding();
            if (finding.verdict() == Verdict.PASSED) {
                return bad == null ? finding : flapped(finding, bad, attempt);
            }
            bad = bad == null || finding.verdict() == Verdict.FAILED || bad.verdict() == Verdict.UNKNOWN
                    ? finding
                    : bad;
            if (attempt >= tries.attempts()
                    || !answer.again()
                    || left() <= tries.pauseBetween().toNanos()) {
                return attempt == 1 ? bad : bad.saying(afterwards(bad.detail(), " (" + attempt + " attempts)"));
            }
            Thread.sleep(tries.pauseBetween().toMillis());
        }
    }

    private Finding flapped(Finding passed, Finding before, int attempt) {
        return passed.saying(afterwards(
                passed.detail(),
                "; passed at the " + ordinal(attempt) + " of " + tries.attempts() + " attempts, before that: "
                        + before.detail().lines().findFirst().orElse("")));
    }

    /** Where a phone shows it: at the end of the first line. */
    private static String afterwards(String detail, String words) {
        int line = detail.indexOf('\n');
        return line < 0 ? detail + words : detail.substring(0, line) + words + detail.substring(line);
    }

    private static String ordinal(int number) {
        String ending = switch (number % 100 / 10 == 1 ? 0 : number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return number + ending;
    }

    private long left() {
        return end - System.nanoTime();
    }

    private Answer once(Question question) throws InterruptedException {
        var task = new FutureTask<>(question::ask);
        var thread = new Thread(task, "lastgood-check");
        thread.setDaemon(true);
        thread.start();
        try {
            return new Answer(task.get(Math.max(left(), 1), TimeUnit.NANOSECONDS), true);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Answer(
                    Finding.unknown("no answer within " + Words.of(tries.deadline()) + ", its deadline"), false);
        } catch (ExecutionException e) {
            return answer(e.getCause() == null ? e : e.getCause());
        } finally {
            if (!task.isDone() || task.isCancelled()) {
                stop(task, thread);
            }
        }
    }

    private static void stop(FutureTask<Finding> task, Thread thread) {
        task.cancel(true);
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(ENDING.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer answer(Throwable failure) {
        if (failure instanceof Error fault) {
            throw fault;
        }
        String why = failure instanceof ApplicationFailure application
                ? application.getOriginalMessage()
                : Failures.reason(failure);
        return new Answer(
                Finding.unknown("could not be asked: " + why), Failures.type(failure) != FailureType.CONFIGURATION);
    }
}
