package dev.lastgood.activities.database.postgresql.displaced;

import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DisplacedActivities;

/** What restores leave on a PostgreSQL server. */
public final class DisplacedActivitiesImpl implements DisplacedActivities {
    private static final String APPLICATION = "lastgood-displaced";

    private final Servers servers;

    public DisplacedActivitiesImpl(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Found list(Look look) {
        return servers.on(look.database(), APPLICATION, server -> {
            try (Sql sql = server.maintenance()) {
                var databases =
                        new DisplacedDatabases(server, sql, look.database().name());
                return new Found(databases.list(), databases.keepFor());
            }
        });
    }

    @Override
    public Dropped drop(Drop drop) {
        return servers.on(drop.database(), APPLICATION, server -> {
            try (Sql sql = server.maintenance()) {
                return new DisplacedDatabases(server, sql, drop.database().name()).drop(drop);
            }
        });
    }
}
