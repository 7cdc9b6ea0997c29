package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import java.util.function.Consumer;

/**
 * Opens the server of a database for the time of one activity.
 *
 * @param before sees each statement before it is sent; what it throws ends the activity there
 */
record PostgresServers(Secrets secrets, Consumer<String> before) {
    private static final SettingsMapper MAPPER = new SettingsMapper();

    interface Work<T> {
        T on(Server server) throws Exception;
    }

    <T> T on(Database database, RollbackRef run, Work<T> work) {
        PostgresSettings settings = MAPPER.bind(database.settings(), PostgresSettings.class);
        String password = settings.password() == null ? "" : secrets.resolve(settings.password());
        Server.Address address = Server.Address.of(database.server());
        String application = "lastgood-" + run.key();
        return Attended.run(
                attended -> work.on(new Server(address, settings, password, application, attended, before, secrets)));
    }
}
