package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;

/**
 * Where a {@link Look} looks.
 *
 * @param sql a session in the maintenance database
 * @param inLive a session in the live one
 * @param key the rollback's
 * @param superuser whether ours is one; others see less of the server's sessions
 */
record Ground(
        Server server,
        Sql sql,
        Sql inLive,
        String key,
        String live,
        long oid,
        int major,
        boolean superuser,
        PostgresPrograms programs) {

    String user() {
        return server.settings().user();
    }
}
