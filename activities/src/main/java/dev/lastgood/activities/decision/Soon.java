package dev.lastgood.activities.decision;

import dev.lastgood.workflows.support.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks several at once, with one limit for all: who does not answer by then is not waited for. */
final class Soon {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "lastgood-look");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration limit;
    private final long until;
    private final List<String> unanswered = new ArrayList<>();

    Soon(Duration limit) {
        this.limit = limit;
        this.until = System.nanoTime() + limit.toNanos();
    }

    <T> Asked<T> ask(String who, Callable<T> question) {
        return new Asked<>(who, THREADS.submit(question));
    }

    /** Who did not answer, and why, as sentences. */
    List<String> unanswered() {
        return unanswered;
    }

    /** A question under way. */
    final class Asked<T> {
        private final String who;
        private final Future<T> answer;

        private Asked(String who, Future<T> answer) {
            this.who = who;
            this.answer = answer;
        }

        /** @param instead what counts without an answer, given why there is none */
        T orElse(Function<String, T> instead) {
            try {
                return answer.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                answer.cancel(true);
                return instead.apply(missing("it did not answer within " + limit.toMillis() + " ms"));
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                return instead.apply(missing(Failures.brief(cause == null ? e : cause)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return instead.apply(missing("interrupted"));
            }
        }

        private String missing(String why) {
            String sentence = who + " can't be asked: " + why;
            unanswered.add(sentence);
            return sentence;
        }
    }
}
