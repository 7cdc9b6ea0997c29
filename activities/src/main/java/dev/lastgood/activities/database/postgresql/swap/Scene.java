package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a way that leaves the databases' names alone finds: one that works at a time, both databases, and what was done before. */
record Scene(Sql sql, Databases.Entry live, Databases.Entry restored, Ledger ledger) implements AutoCloseable {

    static Scene of(Server server, String key, String live, Shadow shadow) throws SQLException {
        Sql sql = server.maintenance();
        try {
            sql.lock(Databases.swapLock(live));
            Databases databases = new Databases(sql);
            Databases.Entry now = databases.live(live, server);
            if (now.oid() != shadow.liveOid()) {
                throw refused(live + " is not the database that was compared any more (OID " + now.oid()
                        + "): another rollback, or a person, replaced it");
            }
            Databases.Entry restored = databases.require(shadow.oid(), "restored database");
            Ledger ledger = restored.ledger()
                    .filter(it -> it.lastgood().equals(key) && it.state() != Ledger.State.RESTORING)
                    .orElseThrow(() -> Failures.permanent(
                            FailureType.UNVERIFIED,
                            "database " + restored.name()
                                    + " is not a whole restore of this rollback: restore it again"));
            return new Scene(sql, now, restored, ledger);
        } catch (SQLException | RuntimeException e) {
            sql.close();
            throw e;
        }
    }

    boolean swapped() {
        return ledger.state() == Ledger.State.LIVE;
    }

    Ledger.Moves moves(SwapWay way) {
        Ledger.Moves moves = ledger.moves();
        return moves == null ? new Ledger.Moves(way, List.of(), List.of(), null) : moves;
    }

    void requireNothingThatBlocks() throws SQLException {
        List<String> blocking = new ArrayList<>(Inspector.blocking(sql, live.name()));
        if (!blocking.isEmpty()) {
            throw refused(live.name() + " can't be swapped: " + String.join("; ", blocking));
        }
    }

    void write(Ledger other) throws SQLException {
        new Databases(sql).comment(restored.name(), other.text());
    }

    static RuntimeException refused(String message) {
        return Failures.permanent(FailureType.REFUSED, message);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
