package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The texts that run on the server; what they are to do stands as JSON in the session's setting {@code lastgood.swap}. */
final class Blocks {
    private static final JsonMapper JSON = new JsonMapper();

    private Blocks() {}

    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Blocks.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void run(Sql sql, String block, Object plan) throws SQLException {
        sql.strings("SELECT set_config('lastgood.swap', ?, false)", JSON.writeValueAsString(plan));
        sql.execute(block);
    }

    /** As {@link #run} does it, for psql. */
    static String script(String block, Object plan) {
        return "SELECT set_config('lastgood.swap', " + Sql.literal(JSON.writeValueAsString(plan)) + ", false);\n"
                + block + ";\n";
    }
}
