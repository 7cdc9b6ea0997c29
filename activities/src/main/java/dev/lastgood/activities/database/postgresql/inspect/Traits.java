package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is unusual about the live database itself: size, limit, tablespaces, encoding, event triggers, security labels. */
final class Traits implements Look {
    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<Finding> found = new ArrayList<>();
        ground.sql()
                .each(
                        "SELECT pg_size_pretty(pg_database_size(d.oid)), d.datconnlimit, t.spcname,"
                                + " pg_encoding_to_char(d.encoding) FROM pg_database d"
                                + " JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.oid = ?::oid",
                        row -> {
                            found.add(Look.toKnow(
                                    ground.live() + " takes " + row.getString(1),
                                    "the restored one takes about as much beside it, and its WAL again; the displaced one"
                                            + " keeps its room until it is dropped"));
                            if (row.getInt(2) >= 0) {
                                found.add(Look.willBeDone(
                                        ground.live() + " has a CONNECTION LIMIT of " + row.getInt(2),
                                        "the restored one gets the same"));
                            }
                            if (!row.getString(3).equals("pg_default")) {
                                found.add(Look.willBeDone(
                                        ground.live() + " lies in tablespace " + row.getString(3),
                                        "the restored one is made there too: that disk needs the room"));
                            }
                            if (!row.getString(4).equals("UTF8")) {
                                found.add(
                                        Look.toKnow(
                                                ground.live() + " is encoded in " + row.getString(4),
                                                "the restored one is made alike, and text that does not fit there fails the restore"));
                            }
                        },
                        ground.oid());
        found.addAll(ground.inLive()
                .list(
                        "SELECT t.spcname, count(*) FROM pg_class c JOIN pg_tablespace t ON t.oid = c.reltablespace"
                                + " WHERE c.relkind IN ('r', 'i', 'm') AND t.spcname <> 'pg_global' GROUP BY 1",
                        row -> Look.toKnow(
                                row.getLong(2) + " tables and indexes lie in tablespace " + row.getString(1),
                                "where the dump says so, that disk needs the room")));
        found.addAll(ground.inLive()
                .list(
                        "SELECT evtname, evtenabled::text FROM pg_event_trigger WHERE evtenabled <> 'D'",
                        row -> Look.toKnow(
                                "event trigger " + row.getString(1),
                                "it comes with the backup, and fires for what a restore does after it; see that its function"
                                        + " calls nobody outside")));
        found.addAll(labels(ground));
        return found;
    }

    private static List<Finding> labels(Ground ground) throws SQLException {
        long labels = ground.inLive()
                .one(
                        "SELECT (SELECT count(*) FROM pg_seclabel) + (SELECT count(*) FROM pg_shseclabel"
                                + " WHERE classoid = 'pg_database'::regclass AND objoid = ?::oid)",
                        row -> row.getLong(1),
                        ground.oid());
        return labels == 0
                ? List.of()
                : List.of(Look.toKnow(
                        labels + " security labels",
                        "those of tables come with the backup; the database's own label has to be set anew"
                                + " (SECURITY LABEL)"));
    }
}
