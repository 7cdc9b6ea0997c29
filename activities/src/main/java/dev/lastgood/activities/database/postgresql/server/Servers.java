package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.support.road.Road;
import dev.lastgood.activities.support.road.TunnelFailed;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.function.Consumer;

/**
 * How activities come to the server that a catalog names.
 *
 * @param before sees each statement before it is sent; what it throws ends the activity there
 */
public record Servers(Secrets secrets, Consumer<String> before) {

    public Servers(Secrets secrets) {
        this(secrets, sql -> {});
    }

    /** Work with the server, for the time of one activity. */
    public interface Work<T> {
        T on(Server server) throws Exception;
    }

    /** @param application the name under which its sessions are seen */
    public <T> T on(Database database, String application, Work<T> work) {
        if (!database.type().equals("postgresql")) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "database " + database.name() + " is of type " + database.type()
                            + ": this is done for PostgreSQL only");
        }
        PostgresSettings settings = new SettingsMapper().bind(database.settings(), PostgresSettings.class);
        String password = settings.password() == null ? "" : secrets.resolve(settings.password());
        Server.Address address = Server.Address.of(database.server());
        return Attended.run(attended -> {
            Road road = Road.to(
                    address.host(),
                    address.port(),
                    settings.tunnel(),
                    new Settings(secrets),
                    password,
                    attended::onStop);
            try {
                return work.on(new Server(address, road, settings, password, application, attended, before, secrets));
            } catch (Exception e) {
                throw TunnelFailed.explained(e);
            }
        });
    }

    /** As {@link #on(Database, String, Work)}, under the rollback's name. */
    public <T> T on(Database database, RollbackRef rollback, Work<T> work) {
        return on(database, "lastgood-" + rollback.key(), work);
    }
}
