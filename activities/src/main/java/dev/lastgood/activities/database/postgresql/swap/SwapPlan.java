package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code swap.sql} does, as it reads it.
 *
 * @param gate whether logins wait at a lock on pg_database, which takes a superuser
 * @param limit an interval as PostgreSQL writes it
 */
record SwapPlan(
        long leaving,
        long entering,
        String live,
        String enteringName,
        String leavingName,
        String leavingComment,
        @Nullable String enteringComment,
        boolean fenceConnect,
        boolean fenceWrites,
        boolean unfenceConnect,
        boolean unfenceWrites,
        boolean gate,
        String limit) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BLOCK = block();

    void run(Sql sql) throws SQLException {
        sql.strings("SELECT set_config('lastgood.swap', ?, false)", JSON.writeValueAsString(this));
        sql.execute(BLOCK);
    }

    private static String block() {
        try (InputStream in = Objects.requireNonNull(SwapPlan.class.getResourceAsStream("swap.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
