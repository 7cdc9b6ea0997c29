package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.load.DatabaseTwin;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.support.road.DirectRoad;
import dev.lastgood.activities.support.road.Road;
import dev.lastgood.workflows.model.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes an empty database as the shadow will be, logs in to it, and drops it: pg_hba.conf, poolers and firewalls name databases,
 * and it is better to know before an hour of loading.
 */
final class Application implements Look {
    /** No right, not supported, no such value: not what passes, such as a template that someone uses right now. */
    private static final Set<String> MEANT = Set.of("42501", "0A000", "22023");

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        String name = Databases.shadowName(
                ground.live(), ground.key(), ThreadLocalRandom.current().nextInt());
        // Before 15 creating and dropping wait for a checkpoint.
        ground.sql().execute("SET statement_timeout = '5min'");
        try {
            create(ground, name);
        } catch (SQLException e) {
            new Databases(ground.sql()).drop(name);
            if (!MEANT.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            return List.of(Look.inTheWay(
                    "an empty database like " + ground.live() + " can't be made beside it: " + e.getMessage(),
                    "what is restored beside is made in the same way"));
        }
        try {
            return logins(ground, name);
        } finally {
            new Databases(ground.sql()).drop(name);
            ground.sql().execute("SET statement_timeout = '10s'");
        }
    }

    /** With a ledger: whoever is killed here leaves what the restore and the clearing away take for a half-done shadow. */
    private static void create(Ground ground, String name) throws SQLException {
        ground.sql().execute(DatabaseTwin.create(ground.sql(), ground.oid(), name));
        Ledger ledger = new Ledger(
                ground.key(),
                Ledger.State.RESTORING,
                ground.oid(),
                null,
                name,
                Databases.displacedName(ground.live(), ground.key()),
                List.of(),
                null);
        new Databases(ground.sql()).comment(name, ledger.text());
        DatabaseTwin.copySettings(ground.sql(), ground.live(), name);
    }

    private static List<Finding> logins(Ground ground, String name) {
        List<Finding> found = new ArrayList<>();
        try (Sql ignored = ground.server().connect(name)) {
            // That is all that is asked.
        } catch (SQLException | RuntimeException e) {
            found.add(
                    Look.inTheWay(
                            "role " + ground.user() + " can't log in to a database of another name beside "
                                    + ground.live() + ": " + e.getMessage(),
                            "allow it in pg_hba.conf for all databases: what is restored beside bears such a name until the swap"));
        }
        PostgresSettings.Application application = ground.server().settings().application();
        if (application != null) {
            found.add(asApplication(ground, application, name));
        }
        return found;
    }

    private static Finding asApplication(Ground ground, PostgresSettings.Application application, String name) {
        String who = "the application's login (" + application.user() + ")";
        String toNew = login(ground.server(), application, name);
        if (toNew == null) {
            return Look.willBeDone(
                    who + " works on an empty database made like " + ground.live(), "the restored one is made alike");
        }
        String toLive = login(ground.server(), application, ground.live());
        return toLive == null
                ? Look.toKnow(
                        who + " works on " + ground.live() + ", and not on a database of another name beside it: "
                                + toNew,
                        "rules and poolers go by name, so it should work after the swap; it can't be tried before")
                : Look.toKnow(
                        who + " does not work even on " + ground.live() + " now: " + toLive,
                        "a swap does not mend that: see role, password and address under application in the catalog");
    }

    /** Null when it works. */
    private static @Nullable String login(Server server, PostgresSettings.Application application, String database) {
        Properties properties = new Properties();
        properties.setProperty("user", application.user());
        String password = server.secret(application.password());
        properties.setProperty("password", password);
        properties.setProperty("sslmode", server.settings().sslMode().libpq());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        try (Connection connection = road(server, application).connect(database, properties)) {
            return null;
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            return password.isEmpty() ? message : message.replace(password, "***");
        }
    }

    /** The server's own, where the catalog names no pooler. */
    private static Road road(Server server, PostgresSettings.Application application) {
        if (application.host() == null && application.port() == null) {
            return server.road();
        }
        String host = application.host() == null ? server.address().host() : application.host();
        return new DirectRoad(
                host, application.port() == null ? server.address().port() : application.port());
    }
}
