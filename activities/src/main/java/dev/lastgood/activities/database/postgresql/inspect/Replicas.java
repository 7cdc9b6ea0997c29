package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Standby;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Physical standbys: whose readers would go on reading the displaced database, and for which a commit may wait. */
final class Replicas implements Look {
    // Of others' sessions a role without pg_monitor sees little more than that they are there.
    private static final String CONNECTED = "SELECT coalesce(a.application_name, 'no name') || ' at '"
            + " || coalesce(host(a.client_addr), 'the server itself')"
            + " FROM pg_stat_replication r JOIN pg_stat_activity a ON a.pid = r.pid"
            + " WHERE a.datid IS NULL AND r.state IS DISTINCT FROM 'backup' ORDER BY 1";

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<Finding> found = new ArrayList<>();
        List<String> connected = ground.sql().strings(CONNECTED);
        int known = 0;
        for (Standby standby : Standby.of(ground.server())) {
            known++;
            String trouble = standby.trouble(ground.oid());
            found.add(
                    trouble == null
                            ? Look.willBeDone(
                                    "standby " + standby.address(),
                                    "once the swap is replayed there, the sessions that read the displaced database are"
                                            + " ended, so that readers get the restored data")
                            : Look.toKnow(
                                    "standby " + standby.address() + " can't be used: " + trouble,
                                    "its readers go on reading the displaced database until they reconnect: end them there"));
        }
        if (connected.size() > known) {
            found.add(Look.toKnow(
                    connected.size() + (connected.size() == 1 ? " standby follows" : " standbys follow")
                            + " this server (" + String.join(", ", connected) + "), " + known
                            + " of them in the catalog",
                    "readers on the others go on reading the displaced database until they reconnect: end them there after"
                            + " the swap, or name them under standbys"));
        }
        found.addAll(synchronous(ground));
        return found;
    }

    private static List<Finding> synchronous(Ground ground) throws SQLException {
        String names = ground.sql().one("SELECT current_setting('synchronous_standby_names')", row -> row.getString(1));
        if (names.isBlank()) {
            return List.of();
        }
        long up = ground.sql()
                .one(
                        "SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')",
                        row -> row.getLong(1));
        String then = "Lastgood's own commits, the swap's among them, do not wait for it";
        return List.of(
                up > 0 || !ground.superuser()
                        ? Look.willBeDone("synchronous standbys (" + names + ")", then)
                        : Look.toKnow(
                                "none of the synchronous standbys (" + names
                                        + ") is connected: the application's commits hang",
                                then + "; take them out of synchronous_standby_names, or the service stays down"));
    }
}
