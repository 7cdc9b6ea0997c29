package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.PostgresSettings.PgBouncer;
import dev.lastgood.activities.database.postgresql.poolers.Console;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the catalog's PgBouncers can be paused. */
final class Bouncers implements Look {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public List<Finding> look(Ground ground) {
        List<Finding> found = new ArrayList<>();
        for (PgBouncer pooler : ground.server().settings().pgbouncer()) {
            try (Console console = Console.open(ground.server(), pooler, ground.live(), PATIENCE)) {
                found.add(of(pooler, console.pool()));
            } catch (SQLException e) {
                found.add(Look.toKnow(
                        Console.name(pooler) + " can't be reached (" + e.getMessage() + ")",
                        "it is not paused, and queries in flight through it fail in the swap"));
            }
        }
        return found;
    }

    private static Finding of(PgBouncer pooler, Optional<Console.Pool> pool) {
        if (pool.isEmpty()) {
            return Look.toKnow(
                    Console.name(pooler) + " does not know the database (yet)",
                    "where it does by the time of the swap, it is paused; else see the key database of pgbouncer");
        }
        return pool.get().mode().equals("session")
                ? Look.toKnow(
                        Console.name(pooler) + " pools by session",
                        "new clients wait through the swap, those that are connected lose their sessions (pool_mode ="
                                + " transaction would spare them)")
                : Look.willBeDone(
                        Console.name(pooler),
                        "paused for the milliseconds of the swap: its clients wait and see no error");
    }
}
