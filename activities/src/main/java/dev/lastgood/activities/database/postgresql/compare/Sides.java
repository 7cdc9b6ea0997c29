package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The live and the restored database, each in one snapshot that all its sessions share. */
final class Sides implements AutoCloseable {
    private static final List<String> SETTINGS = List.of(
            // Filtered rows would be missing without a word: better an error.
            "SET row_security = off",
            // A table that is being rebuilt is waited for a while, not for ever.
            "SET lock_timeout = '10s'",
            // How much work the server is given is decided by the number of sessions.
            "SET max_parallel_workers_per_gather = 0",
            "SET jit = off",
            "SET work_mem = '16MB'");

    private final List<Sql> open = new ArrayList<>();
    private final Queue<Pair> pairs;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "comparing");
        thread.setDaemon(true);
        return thread;
    });

    record Both<T>(T live, T backup) {}

    interface Question<T> {
        T ask(Sql sql) throws Exception;
    }

    interface Task<T> {
        T on(Pair pair) throws Exception;
    }

    /** A session a side, asked at the same time. */
    final class Pair {
        private final Sql live;
        private final Sql backup;

        private Pair(Sql live, Sql backup) {
            this.live = live;
            this.backup = backup;
        }

        <T> Both<T> both(Question<T> question) throws Exception {
            Future<T> other = threads.submit(() -> question.ask(backup));
            T mine = question.ask(live);
            return new Both<>(mine, result(other));
        }

        Sql live() {
            return live;
        }

        Sql backup() {
            return backup;
        }
    }

    /** @param parallel how many sessions a side */
    Sides(Server server, String live, String backup, int parallel) throws Exception {
        pairs = new ArrayBlockingQueue<>(parallel);
        try {
            Sql first = snapshot(server, live, "");
            Sql other = snapshot(server, backup, "");
            pairs.add(new Pair(first, other));
            if (parallel > 1) {
                String ofLive = exported(first);
                String ofBackup = exported(other);
                for (int i = 1; i < parallel; i++) {
                    pairs.add(new Pair(snapshot(server, live, ofLive), snapshot(server, backup, ofBackup)));
                }
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** One after the other, with a session of each side. */
    <T> T one(Task<T> task) throws Exception {
        Pair pair = pairs.remove();
        try {
            return task.on(pair);
        } finally {
            pairs.add(pair);
        }
    }

    /** As many at a time as there are sessions; the results in the tasks' order. The first failure ends them all. */
    <T> List<T> all(List<Task<T>> tasks) throws Exception {
        Queue<Integer> left = new ArrayBlockingQueue<>(Math.max(1, tasks.size()));
        List<Future<T>> results = new ArrayList<>();
        List<java.util.concurrent.CompletableFuture<T>> promises = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            left.add(i);
            promises.add(new java.util.concurrent.CompletableFuture<>());
        }
        for (Pair pair : pairs) {
            threads.submit(() -> work(pair, tasks, left, promises));
        }
        results.addAll(promises);
        List<T> all = new ArrayList<>();
        for (Future<T> result : results) {
            all.add(result(result));
        }
        return all;
    }

    private static <T> void work(
            Pair pair,
            List<Task<T>> tasks,
            Queue<Integer> left,
            List<java.util.concurrent.CompletableFuture<T>> promises) {
        for (Integer next = left.poll(); next != null; next = left.poll()) {
            try {
                promises.get(next).complete(tasks.get(next).on(pair));
            } catch (Throwable e) {
                left.clear();
                promises.forEach(promise -> promise.completeExceptionally(e));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        // Not closed gently: another thread may still be waiting for an answer in it.
        open.forEach(Sql::abort);
    }

    private Sql snapshot(Server server, String database, String shared) throws SQLException {
        Sql sql = server.connect(database);
        open.add(sql);
        for (String setting : SETTINGS) {
            sql.execute(setting);
        }
        sql.readOneSnapshot();
        if (shared.isEmpty()) {
            sql.strings("SELECT 1");
        } else {
            sql.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(shared));
        }
        return sql;
    }

    private static String exported(Sql sql) throws SQLException {
        return sql.one("SELECT pg_export_snapshot()", row -> row.getString(1));
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
