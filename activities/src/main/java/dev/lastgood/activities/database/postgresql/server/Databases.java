package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The databases of a server, known by their OIDs and ledgers; names change hands. */
public final class Databases {
    private static final int LONGEST_NAME = 63;
    private static final String NOT_ALLOWED = "42501";

    private final Sql sql;

    public Databases(Sql maintenance) {
        this.sql = maintenance;
    }

    public record Entry(long oid, String name, @Nullable String comment, Optional<Ledger> ledger) {
        public boolean of(String key) {
            return ledger.map(it -> it.lastgood().equals(key)).orElse(false);
        }

        /** Whether it was made for the live database of that name. Another service's rollback may have the same key. */
        public boolean isBeside(String live) {
            Ledger.Ready ready = ready();
            return ready != null
                    ? ready.live().equals(live)
                    : ledger.filter(it -> it.displaced().equals(displacedName(live, it.lastgood())))
                            .isPresent();
        }

        /** Null for what is no ready-made shadow, and never was. */
        public Ledger.@Nullable Ready ready() {
            return ledger.map(Ledger::ready).orElse(null);
        }

        public boolean in(Ledger.State state) {
            return ledger.map(it -> it.state() == state).orElse(false);
        }
    }

    /** By the server's clock. */
    public static Instant now(Sql sql) throws SQLException {
        return sql.one("SELECT clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS);
    }

    public List<Entry> all() throws SQLException {
        return sql.list(
                "SELECT oid, datname, shobj_description(oid, 'pg_database') FROM pg_database ORDER BY oid",
                row -> new Entry(row.getLong(1), row.getString(2), row.getString(3), Ledger.parse(row.getString(3))));
    }

    public Optional<Entry> byOid(long oid) throws SQLException {
        return all().stream().filter(it -> it.oid() == oid).findFirst();
    }

    public Optional<Entry> byName(String name) throws SQLException {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    public Entry live(String name, Server server) throws SQLException {
        return byName(name)
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND, "there is no database " + name + " on " + server.address()));
    }

    public Entry require(long oid, String what) throws SQLException {
        return byOid(oid)
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND, "the " + what + " (OID " + oid + ") is no longer on the server"));
    }

    /** What {@link Sql#lock} is asked for by all that exchanges the live database, or drops what was. */
    public static String swapLock(String live) {
        return "lastgood swap " + live;
    }

    public void comment(String database, @Nullable String comment) throws SQLException {
        sql.execute("COMMENT ON DATABASE " + Sql.quote(database) + " IS "
                + (comment == null ? "NULL" : Sql.literal(comment)));
    }

    /** Ends its sessions first; waits for none of them. */
    public void drop(String database) throws SQLException {
        String drop = "DROP DATABASE IF EXISTS " + Sql.quote(database);
        try {
            sql.execute(drop + " WITH (FORCE)");
        } catch (SQLException e) {
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw e;
            }
            // A worker of autovacuum belongs to nobody, so only a superuser may end it so; a plain DROP does too.
            sql.strings(
                    "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = ?"
                            + " AND usesysid IS NOT NULL AND pg_has_role(usesysid, 'USAGE')",
                    database);
            sql.execute(drop);
        }
    }

    /** {@code shop_displaced_1a2b3c4d}. */
    public static String displacedName(String live, String key) {
        return cut(live, "_displaced_" + key);
    }

    /** {@code shop_point_1a2b3c4d}. */
    public static String pointName(String live, String key) {
        return cut(live, "_point_" + key);
    }

    /** {@code shop_lg_1a2b3c4d_7f3a}: of this rollback and of this attempt only, so that no earlier one's program finds it. */
    public static String shadowName(String live, String key, int attempt) {
        return cut(live, "_lg_" + key + "_" + String.format("%04x", attempt & 0xffff));
    }

    /** {@code shop_rehearsal_1a2b3c4d}: a copy to try a script on. */
    public static String rehearsalName(String live, String key) {
        return cut(live, "_rehearsal_" + key);
    }

    /** Whether a database without a ledger was just being created by an earlier attempt of this rollback. */
    public static boolean isShadowName(String name, String live, String key) {
        String first = shadowName(live, key, 0);
        return Pattern.matches(Pattern.quote(first.substring(0, first.length() - 4)) + "[0-9a-f]{4}", name);
    }

    /** {@code public_lg_1a2b3c4d}: a restored schema that is not live. */
    public static String restoredSchema(String live, String key) {
        return cut(live, "_lg_" + key);
    }

    /** {@code public_displaced_1a2b3c4d}: a schema that was live. */
    public static String displacedSchema(String live, String key) {
        return cut(live, "_displaced_" + key);
    }

    private static String cut(String name, String suffix) {
        String kept = name;
        while (bytes(kept) + bytes(suffix) > LONGEST_NAME) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + suffix;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
