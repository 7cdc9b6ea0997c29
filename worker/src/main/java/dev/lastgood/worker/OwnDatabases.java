package dev.lastgood.worker;

import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.history.HistoryDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases that Lastgood itself stands on, which no rollback may touch. */
final class OwnDatabases {
    private OwnDatabases() {}

    static List<OwnDatabase> of(WorkerSettings settings, HistoryDatabase history) {
        var own = new ArrayList<OwnDatabase>();
        String url = settings.history().url().substring("jdbc:".length());
        own.add(database("Lastgood's history", URI.create(url), history.dataSource()));
        String temporal = settings.temporalDatabase();
        if (temporal != null && !temporal.isBlank()) {
            own.add(database("Temporal's state", URI.create("postgresql://" + temporal), null));
        }
        return own;
    }

    private static OwnDatabase database(String what, URI url, @Nullable DataSource source) {
        int port = url.getPort() < 0 ? 5432 : url.getPort();
        return new OwnDatabase(what, url.getHost() + ":" + port, url.getPath().substring(1), source);
    }
}
