package dev.lastgood.activities.database.postgresql.poolers;

import dev.lastgood.activities.database.postgresql.PostgresSettings.PgBouncer;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session at the admin console of one PgBouncer. Not ended with the activity: whoever paused must be able to resume. */
public final class Console implements AutoCloseable {
    private final PgBouncer pooler;
    private final String database;
    private final SimpleProtocol session;

    private Console(PgBouncer pooler, String database, SimpleProtocol session) {
        this.pooler = pooler;
        this.database = database;
        this.session = session;
    }

    /** How a pooler shares its connections, as PgBouncer writes it: session, transaction, statement. */
    public record Pool(String mode) {}

    public static String name(PgBouncer pooler) {
        return "PgBouncer " + pooler.host() + ":" + pooler.port();
    }

    /** @param patience how long a command may take; the session is unusable when it took longer */
    public static Console open(Server server, PgBouncer pooler, String live, Duration patience) throws SQLException {
        String password = server.secret(pooler.password());
        int millis = Math.toIntExact(patience.toMillis());
        SimpleProtocol session =
                new SimpleProtocol(pooler.host(), pooler.port(), pooler.user(), password, "pgbouncer", millis);
        return new Console(pooler, Optional.ofNullable(pooler.database()).orElse(live), session);
    }

    public PgBouncer pooler() {
        return pooler;
    }

    /** Returns when all its connections to the server are given back; new queries wait from its beginning. */
    void pause() throws SQLException {
        command("PAUSE " + Sql.quote(database), "already paused");
    }

    /** Harmless when it is not paused. */
    void resume() throws SQLException {
        command("RESUME " + Sql.quote(database), "is not paused");
    }

    /** Empty where it does not know the database (yet). */
    public Optional<Pool> pool() throws SQLException {
        for (Map<String, @Nullable String> row : session.query("SHOW DATABASES")) {
            if (database.equals(row.get("name"))) {
                String mode = row.get("pool_mode");
                return Optional.of(new Pool(mode == null ? standardMode() : mode));
            }
        }
        return Optional.empty();
    }

    private String standardMode() throws SQLException {
        for (Map<String, @Nullable String> row : session.query("SHOW CONFIG")) {
            String value = row.get("value");
            if ("pool_mode".equals(row.get("key")) && value != null) {
                return value;
            }
        }
        return "session";
    }

    private void command(String command, String alreadySo) throws SQLException {
        try {
            session.query(command);
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains(alreadySo)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
