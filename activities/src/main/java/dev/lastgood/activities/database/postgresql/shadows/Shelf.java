package dev.lastgood.activities.database.postgresql.shadows;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The databases that stand ready for one live database, known by their ledgers. Each change is made under one lock. */
final class Shelf implements AutoCloseable {
    private final Server server;
    private final String live;
    private final Sql sql;
    private final Databases databases;

    private Shelf(Server server, String live, Sql sql) {
        this.server = server;
        this.live = live;
        this.sql = sql;
        this.databases = new Databases(sql);
    }

    /** To look; changes need {@link #locked}. */
    static Shelf of(Server server, String live) throws SQLException {
        return new Shelf(server, live, server.maintenance());
    }

    /** As long as it is open, nobody else takes, lays down or drops one. A lost connection lets go. */
    static Shelf locked(Server server, String live) throws SQLException {
        Shelf shelf = of(server, live);
        try {
            shelf.sql.lock("lastgood shelf " + live);
            return shelf;
        } catch (SQLException e) {
            shelf.close();
            throw e;
        }
    }

    Sql sql() {
        return sql;
    }

    Databases databases() {
        return databases;
    }

    Databases.Entry live() throws SQLException {
        return databases.live(live, server);
    }

    /** All that were made ready for this live database's name, whoever has them now. */
    List<Databases.Entry> all() throws SQLException {
        return databases.all().stream()
                .filter(it -> it.ready() != null && ready(it).live().equals(live))
                .toList();
    }

    /** Those that wait for a rollback of what is live now; the newest state first. */
    List<Databases.Entry> waiting(ShadowSource kind) throws SQLException {
        long liveOid = live().oid();
        return waitingForAny(kind)
                .filter(it -> it.ledger().orElseThrow().liveOid() == liveOid)
                .toList();
    }

    /** Also those that were made for what is no longer live. */
    Stream<Databases.Entry> waitingForAny(ShadowSource kind) throws SQLException {
        return all().stream()
                .filter(it -> it.in(Ledger.State.READY) && ready(it).kind() == kind)
                .sorted(Comparator.comparing((Databases.Entry it) -> ready(it).takenAt())
                        .reversed());
    }

    /** What this rollback took already, also when it is live by now. */
    Optional<Databases.Entry> takenBy(String key) throws SQLException {
        long liveOid = live().oid();
        return all().stream()
                .filter(it -> it.of(key))
                .filter(it -> it.oid() == liveOid && it.in(Ledger.State.LIVE)
                        || it.in(Ledger.State.RESTORED)
                                && it.ledger().orElseThrow().liveOid() == liveOid)
                .findFirst();
    }

    Instant now() throws SQLException {
        return Databases.now(sql);
    }

    long bytes(Databases.Entry entry) throws SQLException {
        return sql.one("SELECT pg_database_size(?::oid)", row -> row.getLong(1), entry.oid());
    }

    ReadyShadow shown(Databases.Entry entry) throws SQLException {
        Ledger ledger = entry.ledger().orElseThrow();
        Ledger.Ready ready = ready(entry);
        boolean waits = entry.in(Ledger.State.READY);
        @Nullable String taken = waits ? null : ledger.lastgood();
        return new ReadyShadow(
                ready.kind(),
                entry.name(),
                ready.name(),
                ready.takenAt(),
                ready.madeAt(),
                bytes(entry),
                ready.note(),
                taken,
                waits && ledger.liveOid() != live().oid());
    }

    static Ledger.Ready ready(Databases.Entry entry) {
        return Objects.requireNonNull(entry.ready());
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
