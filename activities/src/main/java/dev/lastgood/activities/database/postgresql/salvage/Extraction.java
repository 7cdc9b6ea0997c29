package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes the rows that live lacks, from the displaced database, as it was fenced: it is only read. */
final class Extraction {
    private final Server server;
    private final SalvageFiles files;
    private final Chosen chosen;

    Extraction(Server server, SalvageFiles files) {
        this.server = server;
        this.files = files;
        var compare = server.settings().compare();
        this.chosen = new Chosen(compare.include(), compare.exclude());
    }

    /** @param before an earlier extraction, whose lost rows stand: live had not gone on so far then */
    SalvagePlan extract(Databases.Entry displaced, Databases.Entry live, boolean changed, Optional<SalvagePlan> before)
            throws Exception {
        try (Sql from = server.connect(displaced.name());
                Sql now = server.connect(live.name())) {
            LostRows.prepare(from);
            for (Sql sql : List.of(from, now)) {
                // Filtered rows would be missing without a word: better an error.
                sql.execute("SET row_security = off");
            }
            from.begin();
            from.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            now.readOneSnapshot();
            Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            SortedMap<String, Shape> theirs = Shape.all(from);
            SortedMap<String, Shape> lives = Shape.all(now);
            theirs.keySet().removeIf(it -> !chosen.takes(it));
            List<SalvagePlan.Table> tables = new ArrayList<>();
            for (String name : ForeignKeys.of(now).order(theirs.keySet())) {
                server.attended().at("keeping the rows of " + name);
                SalvagePlan.Table kept = before.flatMap(it -> table(it, name)).orElse(null);
                SalvagePlan.Table table =
                        table(tables.size() + 1, name, theirs, lives, from, now, changed, before.isPresent(), kept);
                if (table.lost() != null || table.changed() != null) {
                    tables.add(table);
                }
            }
            return new SalvagePlan(
                    files.rollback().id(),
                    displaced.name(),
                    displaced.oid(),
                    live.oid(),
                    before.map(SalvagePlan::extractedAt).orElse(at),
                    changed,
                    tables);
        }
    }

    private SalvagePlan.Table table(
            int number,
            String name,
            Map<String, Shape> theirs,
            Map<String, Shape> lives,
            Sql from,
            Sql now,
            boolean changed,
            boolean lostIsKnown,
            SalvagePlan.@Nullable Table kept)
            throws SQLException, IOException {
        Shape shape = Objects.requireNonNull(theirs.get(name));
        Shape live = lives.get(name);
        List<String> written = shape.written();
        List<String> key = live == null ? List.of() : shape.keyWith(live);
        SalvagePlan.Csv lost = kept == null ? null : kept.lost();
        SalvagePlan.Csv other = null;
        if (live == null && !lostIsKnown) {
            lost = rows(from, "SELECT " + Shape.list("t.", written) + " FROM ONLY " + name + " t", number, name, "");
        }
        if (live != null && !written.isEmpty()) {
            LostRows rows = new LostRows(name, written, shape.commonWith(live), key);
            if (rows.look(from, now)) {
                lost = lostIsKnown ? lost : rows(from, rows.lost(), number, name, "");
                other = changed && !key.isEmpty() ? rows(from, rows.changed(), number, name, ".changed") : null;
            }
        }
        return new SalvagePlan.Table(name, written, key, lost, other);
    }

    /** Null where there are none: no empty files. */
    private SalvagePlan.@Nullable Csv rows(Sql from, String query, int number, String table, String kind)
            throws SQLException, IOException {
        if (!from.one("SELECT EXISTS (" + query + ")", row -> row.getBoolean(1))) {
            return null;
        }
        return files.copy(from, query, SalvageFiles.name(number, table, kind));
    }

    private static Optional<SalvagePlan.Table> table(SalvagePlan plan, String name) {
        return plan.tables().stream().filter(it -> it.table().equals(name)).findFirst();
    }
}
