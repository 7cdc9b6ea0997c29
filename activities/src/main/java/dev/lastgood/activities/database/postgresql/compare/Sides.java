package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The live and the restored database, each in one snapshot of its own, asked at the same time: two processors work. */
final class Sides implements AutoCloseable {
    private final Sql live;
    private final Sql backup;
    private final ExecutorService beside = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "other-side");
        thread.setDaemon(true);
        return thread;
    });

    record Both<T>(T live, T backup) {}

    interface Question<T> {
        T ask(Sql sql) throws Exception;
    }

    Sides(Sql live, Sql backup) {
        this.live = live;
        this.backup = backup;
    }

    <T> Both<T> both(Question<T> question) throws Exception {
        Future<T> other = beside.submit(() -> question.ask(backup));
        T mine = question.ask(live);
        try {
            return new Both<>(mine, other.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    Sql live() {
        return live;
    }

    Sql backup() {
        return backup;
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }
}
