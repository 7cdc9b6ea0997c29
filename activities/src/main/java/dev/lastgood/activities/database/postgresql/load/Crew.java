package dev.lastgood.activities.database.postgresql.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Threads that work for one restore, each with the session of its number. */
final class Crew implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "restore");
        thread.setDaemon(true);
        return thread;
    });

    /** A piece of work that several do together. */
    final class Shift {
        private final List<Future<?>> members = new ArrayList<>();

        /** @throws RuntimeException what one of them threw, while the others may go on */
        void check() throws InterruptedException {
            for (Future<?> member : members) {
                if (member.isDone()) {
                    result(member);
                }
            }
        }

        /** @throws RuntimeException as soon as one has thrown it */
        void await() throws InterruptedException {
            while (!members.stream().allMatch(Future::isDone)) {
                check();
                Optional<Future<?>> next =
                        members.stream().filter(it -> !it.isDone()).findFirst();
                try {
                    next.orElse(members.get(0)).get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException | ExecutionException e) {
                    // Looked at above.
                }
            }
            check();
        }

        private static void result(Future<?> done) throws InterruptedException {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw unchecked(e);
            }
        }

        private static RuntimeException unchecked(ExecutionException e) {
            return e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getCause());
        }
    }

    /** @param work told its number, from 0 */
    Shift start(int members, IntConsumer work) {
        Shift shift = new Shift();
        for (int i = 0; i < members; i++) {
            int number = i;
            shift.members.add(threads.submit(() -> work.accept(number)));
        }
        return shift;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
