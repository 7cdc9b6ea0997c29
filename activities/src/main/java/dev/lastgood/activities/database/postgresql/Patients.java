package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import java.util.function.Consumer;

/** Makes of a catalog's database the server that an activity works on. */
final class Patients {
    private final Secrets secrets;
    private final Consumer<String> before;
    private final SettingsMapper mapper = new SettingsMapper();

    /** @param before sees each statement before it is sent; what it throws ends the activity there */
    Patients(Secrets secrets, Consumer<String> before) {
        this.secrets = secrets;
        this.before = before;
    }

    Server server(Database database, RollbackRef rollback, Attended attended) {
        PostgresSettings settings = mapper.bind(database.settings(), PostgresSettings.class);
        String password = settings.password() == null ? "" : secrets.resolve(settings.password());
        return new Server(
                Server.Address.of(database.server()),
                settings,
                password,
                "lastgood-" + rollback.key(),
                attended,
                before,
                secrets);
    }
}
