package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whose sessions the swap ends. By role, client and application; never by query, which can hold data. */
final class Sessions implements Look {
    private static final String SESSIONS =
            "SELECT coalesce(a.usename, 'unknown'), coalesce(host(a.client_addr), 'the server itself'),"
                    + " coalesce(nullif(a.application_name, ''), 'no name'), count(*),"
                    + " coalesce(max(extract(epoch FROM now() - a.xact_start)), 0)::bigint, coalesce(bool_or(r.rolsuper), false),"
                    + " coalesce(a.backend_type, 'client backend')"
                    + " FROM pg_stat_activity a LEFT JOIN pg_roles r ON r.oid = a.usesysid"
                    + " WHERE a.datid = ?::oid AND coalesce(a.backend_type, 'client backend') IN ('client backend', 'walsender')"
                    + " AND a.application_name NOT LIKE 'lastgood-%' GROUP BY 1, 2, 3, 7 ORDER BY 4 DESC, 1, 2, 3";
    private static final int MOST = 12;

    private final Duration patience;

    Sessions() {
        this(Duration.ofMinutes(1));
    }

    /** @param patience transactions that are open for longer are named one by one */
    Sessions(Duration patience) {
        this.patience = patience;
    }

    private record Group(
            String user, String client, String name, long count, Duration oldest, boolean superuser, String type) {
        String words() {
            return count + " of " + user + " from " + client + " (" + name + ")";
        }
    }

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<Group> groups = ground.sql()
                .list(
                        SESSIONS,
                        row -> new Group(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                Duration.ofSeconds(row.getLong(5)),
                                row.getBoolean(6),
                                row.getString(7)),
                        ground.oid());
        List<Finding> found = new ArrayList<>();
        if (!groups.isEmpty()) {
            found.add(ended(groups));
        }
        for (Group group : groups) {
            if (group.oldest().compareTo(patience) > 0) {
                found.add(Look.toKnow(
                        "a transaction of " + group.user() + " from " + group.client() + " (" + group.name()
                                + ") has been open for " + group.oldest().toSeconds() + " s",
                        "the swap ends it, and what it has not committed is gone"));
            }
            if (group.type().equals("walsender")) {
                found.add(Look.toKnow(
                        "a replication connection of " + group.user() + " (" + group.name() + ") reads this database",
                        "the swap ends it; whatever reads there meets another database when it comes back"));
            }
            if (group.superuser() && !ground.superuser()) {
                found.add(Look.toKnow(
                        "a superuser's sessions: " + group.words(),
                        "role " + ground.user() + " can't end them: end them before the yes, or name a superuser in the"
                                + " catalog; else the swap gives up and leaves all as it is"));
            }
        }
        return found;
    }

    private static Finding ended(List<Group> groups) {
        long all = groups.stream().mapToLong(Group::count).sum();
        String words = groups.stream().limit(MOST).map(Group::words).collect(Collectors.joining(", "));
        return Look.willBeDone(
                all
                        + (all == 1 ? " session: " : " sessions: ")
                        + words
                        + (groups.size() > MOST ? " and " + (groups.size() - MOST) + " kinds more" : ""),
                "ended in the swap; who reconnects is on the restored data. Types have new OIDs there: restart what caches"
                        + " them (Npgsql)");
    }
}
