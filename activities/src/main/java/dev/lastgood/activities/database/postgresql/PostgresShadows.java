package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.ShadowAdapter;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.shadows.Keeper;
import dev.lastgood.activities.database.postgresql.shadows.PointMaker;
import dev.lastgood.activities.database.postgresql.shadows.StateChooser;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.RollbackRef;

/** What stands ready on a PostgreSQL server. */
public final class PostgresShadows implements ShadowAdapter {
    private final PostgresDatabase postgres;

    public PostgresShadows(PostgresDatabase postgres) {
        this.postgres = postgres;
    }

    @Override
    public String type() {
        return postgres.type();
    }

    @Override
    public Displaced findDisplaced(Undo undo) {
        return postgres.on(
                undo.database(),
                undo.rollback(),
                server -> StateChooser.displaced(server, undo.database().name(), undo.of()));
    }

    @Override
    public Room roomFor(Ask ask) {
        return on(
                ask.database(),
                ask.rollback(),
                server -> keeper(server, ask.database()).roomFor(ask.kind()));
    }

    @Override
    public ReadyShadow keep(Keep keep) {
        return on(
                keep.database(),
                keep.rollback(),
                server -> keeper(server, keep.database()).keep(keep));
    }

    @Override
    public Copied copy(Copy copy) {
        return on(copy.database(), copy.rollback(), server -> new PointMaker(server, copy).make());
    }

    @Override
    public Listed list(Query query) {
        return postgres.on(
                query.database(),
                query.rollback(),
                server -> new Listed(keeper(server, query.database()).list()));
    }

    private static Keeper keeper(Server server, Database database) {
        return new Keeper(server, database.name());
    }

    private <T> T on(Database database, RollbackRef ref, Servers.Work<T> work) {
        return postgres.on(database, ref, server -> {
            try (Sql sql = server.maintenance()) {
                postgres.refuseOwn(server, sql, database.name());
            }
            return work.on(server);
        });
    }
}
