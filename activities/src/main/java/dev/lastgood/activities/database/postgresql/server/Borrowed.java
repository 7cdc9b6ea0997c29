package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.workflows.model.ShadowSource;
import java.sql.SQLException;

/** What a rollback took though it did not make it: it is given back, never dropped. */
public final class Borrowed {
    private Borrowed() {}

    /**
     * Whether the rollback holds it and may give it back: not once users wrote to it, except to what an undo put back, which
     * is the displaced database again that it was.
     */
    public static boolean is(Databases.Entry entry, String key) {
        Ledger.Ready ready = entry.ready();
        if (ready == null || ready.before() == null || !entry.of(key)) {
            return false;
        }
        boolean wasLive = entry.in(Ledger.State.DISPLACED);
        return entry.in(Ledger.State.RESTORED) || wasLive && ready.kind() == ShadowSource.DISPLACED;
    }

    /** @return its name */
    public static String giveBack(Sql sql, Databases.Entry entry) throws SQLException {
        Ledger held = entry.ledger().orElseThrow();
        Ledger.Ready ready = held.ready();
        if (ready == null || ready.before() == null) {
            throw new IllegalArgumentException(entry.name() + " was not taken from anywhere");
        }
        Ledger before = ready.before();
        if (before.state() == Ledger.State.READY) {
            park(sql, entry.name());
        }
        new Databases(sql)
                .comment(
                        entry.name(), before.with(before.state(), held.fenced()).text());
        return entry.name();
    }

    /** Nobody but a superuser or its restore writes to it by mistake while it waits. */
    public static void park(Sql sql, String database) throws SQLException {
        sql.execute("ALTER DATABASE " + Sql.quote(database) + " CONNECTION LIMIT 0");
    }
}
