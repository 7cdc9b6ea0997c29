package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds indexes and keys side by side, but only those that stand together in the dump: what comes between (a partition's
 * index attached, a table clustered) needs them in pg_dump's order. No two are under way that would wait for each other's
 * locks.
 */
final class IndexRuns {
    private static final int SESSIONS = 3;
    private static final int TRIES = 5;
    private static final String DEADLOCK = "40P01";

    private final Connections connections;
    private final Crew crew;
    private final Progress progress;
    private final List<Statement> waiting = new ArrayList<>();
    private final List<Statement> running = new ArrayList<>();

    IndexRuns(Connections connections, Crew crew, Progress progress) {
        this.connections = connections;
        this.crew = crew;
        this.progress = progress;
    }

    /** Kept until the run ends. */
    void add(Statement statement) throws InterruptedException {
        if (!waiting.isEmpty() && waiting.get(0).kind() != statement.kind()) {
            finish();
        }
        waiting.add(statement);
    }

    /** Returns when all that was added is built. */
    void finish() throws InterruptedException {
        if (waiting.isEmpty()) {
            return;
        }
        progress.begin(words(waiting.get(0)), waiting.size());
        connections.announce(waiting.get(0).sql());
        if (waiting.size() == 1) {
            connections.run(waiting.remove(0));
        } else {
            sideBySide();
        }
        progress.end();
    }

    private static String words(Statement first) {
        return first.kind() == Statement.Kind.INDEX ? "building indexes and keys" : "checking foreign keys";
    }

    private void sideBySide() throws InterruptedException {
        try {
            connections.execute(0, "SET max_parallel_maintenance_workers = 0");
            crew.start(Math.min(SESSIONS, waiting.size()), this::build).await();
            connections.execute(0, "RESET max_parallel_maintenance_workers");
        } catch (SQLException e) {
            throw new StatementFailed(0, "before and after indexes", e);
        }
    }

    private void build(int number) {
        try {
            for (Statement next = next(); next != null; next = next()) {
                try {
                    build(number, next, 1);
                    progress.one();
                } finally {
                    built(next);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopped while indexes were built", e);
        } catch (RuntimeException e) {
            giveUp();
            throw e;
        }
    }

    private void build(int number, Statement statement, int tries) {
        try {
            connections.run(number, statement);
        } catch (StatementFailed e) {
            if (!e.state().equals(DEADLOCK) || tries == TRIES) {
                throw e;
            }
            build(number, statement, tries + 1);
        }
    }

    private synchronized @Nullable Statement next() throws InterruptedException {
        while (!waiting.isEmpty()) {
            for (Statement statement : waiting) {
                if (running.stream().allMatch(it -> getOnTogether(it, statement))) {
                    waiting.remove(statement);
                    running.add(statement);
                    return statement;
                }
            }
            wait();
        }
        return null;
    }

    private static boolean getOnTogether(Statement one, Statement other) {
        return isShared(one) && isShared(other) || Collections.disjoint(one.locks(), other.locks());
    }

    /** Indexes of one table can be built at the same time; a key has the table to itself. */
    private static boolean isShared(Statement statement) {
        return statement.head().startsWith("CREATE ");
    }

    private synchronized void built(Statement statement) {
        running.remove(statement);
        notifyAll();
    }

    private synchronized void giveUp() {
        waiting.clear();
        notifyAll();
    }
}
