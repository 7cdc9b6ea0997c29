package dev.lastgood.activities.database.postgresql.poolers;

import dev.lastgood.activities.database.postgresql.PostgresSettings.PgBouncer;
import dev.lastgood.activities.database.postgresql.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The catalog's PgBouncers, paused from {@link #begin} until {@link #close}. PgBouncer has no pause that ends by itself, so
 * RESUME is sent whenever a swap is tried, also where another attempt was killed in between.
 */
public final class Pause implements AutoCloseable {
    /** Queries that last longer are ended by the swap. */
    private static final Duration FOR_QUERIES = Duration.ofSeconds(1);

    private static final Duration TO_RESUME = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;

    private final Server server;
    private final String live;
    private final List<String> said = new ArrayList<>();
    private final List<Console> consoles = new ArrayList<>();
    private boolean begun;
    private boolean ended;

    public Pause(Server server, String live) {
        this.server = server;
        this.live = live;
    }

    /**
     * New queries wait from here on, in all poolers that can be reached. Returns when those that run have ended, or after a
     * second: the swap ends them.
     */
    public void begin() {
        begun = true;
        List<Console> toPause = new ArrayList<>();
        for (PgBouncer pooler : server.settings().pgbouncer()) {
            try {
                // The session that waits for the pause may be lost, so that which resumes is there before.
                consoles.add(Console.open(server, pooler, live, TO_RESUME));
                toPause.add(Console.open(server, pooler, live, FOR_QUERIES));
            } catch (SQLException | RuntimeException e) {
                said.add(Console.name(pooler) + " could not be paused (" + e.getMessage() + ")");
            }
        }
        List<CompletableFuture<String>> paused = toPause.stream()
                .map(console ->
                        CompletableFuture.supplyAsync(() -> pause(console), task -> new Thread(task, "pause").start()))
                .toList();
        paused.forEach(it -> said.add(it.join()));
        toPause.forEach(Console::close);
    }

    private static String pause(Console console) {
        String name = Console.name(console.pooler());
        try {
            console.pause();
            return name + " was paused meanwhile";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState()).startsWith("08")
                    ? name + " held its clients back meanwhile, but queries that did not end within "
                            + FOR_QUERIES.toSeconds() + " s were ended"
                    : name + " could not be paused (" + e.getMessage() + ")";
        }
    }

    /** For the result's sentence; empty where there are no poolers. */
    public String words() {
        return said.isEmpty() ? "" : "; " + String.join("; ", said);
    }

    /**
     * @throws IllegalStateException when a pooler is there and does not take it, so that the activity is tried again: its
     *     clients would wait for ever
     */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        List<String> failed = new ArrayList<>();
        for (PgBouncer pooler : server.settings().pgbouncer()) {
            if (!resumed(pooler) && !resumedAnew(pooler)) {
                failed.add(Console.name(pooler) + " does not resume");
            }
        }
        consoles.forEach(Console::close);
        ended = failed.isEmpty();
        if (!ended) {
            throw new IllegalStateException(failed.stream()
                    .collect(Collectors.joining(
                            "; ",
                            "",
                            ". Resume by hand, at its admin console: RESUME; the swap itself is as it says")));
        }
    }

    private boolean resumed(PgBouncer pooler) {
        for (Console console : consoles) {
            if (console.pooler().equals(pooler)) {
                try {
                    console.resume();
                    return true;
                } catch (SQLException e) {
                    return false;
                }
            }
        }
        // It could not be reached a moment ago, so nothing was paused, unless by an attempt before this one.
        return false;
    }

    /** True too where nothing was paused, or it is down: it comes back unpaused. */
    private boolean resumedAnew(PgBouncer pooler) {
        boolean paused = begun && consoles.stream().anyMatch(it -> it.pooler().equals(pooler));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (Console console = Console.open(server, pooler, live, TO_RESUME)) {
                console.resume();
                return true;
            } catch (SQLException | RuntimeException e) {
                if (!paused || e instanceof SQLException sql && "08001".equals(sql.getSQLState())) {
                    return true;
                }
            }
        }
        return false;
    }
}
