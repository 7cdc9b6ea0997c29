package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.backups.Manifest.SequenceAt;
import dev.lastgood.activities.database.postgresql.backups.Manifest.TableSum;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Proves that a restored database holds what its backup's manifest says: every row of every table. */
public final class ManifestProof {
    private static final int MOST = 5;
    private static final int CONNECTIONS = 2;

    private ManifestProof() {}

    /**
     * Where a manifest lies beside the dump.
     *
     * @return whether there was one
     * @throws io.temporal.failure.ApplicationFailure UNVERIFIED, with what differs
     */
    public static boolean prove(Server server, String database, Path dump)
            throws SQLException, IOException, InterruptedException, BadDump {
        Optional<Manifest> manifest = Companions.manifest(dump);
        if (manifest.isEmpty()) {
            return false;
        }
        List<String> wrong = differences(server, database, manifest.get());
        if (!wrong.isEmpty()) {
            String more = wrong.size() > MOST ? " and " + (wrong.size() - MOST) + " more" : "";
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    "backup " + dump.getFileName() + " was restored, but not to what its manifest says: "
                            + String.join("; ", wrong.subList(0, Math.min(MOST, wrong.size()))) + more);
        }
        return true;
    }

    private static List<String> differences(Server server, String database, Manifest manifest)
            throws SQLException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> expected =
                manifest.tables().stream().map(TableSum::table).collect(Collectors.toCollection(TreeSet::new));
        List<String> there;
        try (Sql sql = server.connect(database)) {
            there = TableHashes.tables(sql).stream().filter(expected::contains).toList();
            if (manifest.only().isEmpty()) {
                sequences(manifest, TableHashes.sequences(sql), wrong);
                long largeObjects = TableHashes.largeObjects(sql);
                if (largeObjects != manifest.largeObjects()) {
                    wrong.add(
                            largeObjects + " large objects are there, " + manifest.largeObjects() + " were backed up");
                }
            }
        }
        Map<String, TableSum> restored = new TableHashes(server, database, null)
                .of(there, CONNECTIONS).stream().collect(Collectors.toMap(TableSum::table, Function.identity()));
        for (TableSum table : manifest.tables()) {
            TableSum now = restored.get(table.table());
            if (now == null) {
                wrong.add("table " + table.table() + " is not there");
            } else if (now.rows() != table.rows()) {
                wrong.add(
                        "table " + table.table() + " has " + now.rows() + " rows, " + table.rows() + " were backed up");
            } else if (!now.hash().equals(table.hash())) {
                wrong.add("table " + table.table() + " has other rows than were backed up, though as many");
            }
        }
        return wrong;
    }

    private static void sequences(Manifest manifest, List<SequenceAt> restored, List<String> wrong) {
        Map<String, SequenceAt> now =
                restored.stream().collect(Collectors.toMap(SequenceAt::sequence, Function.identity()));
        for (SequenceAt before : manifest.sequences()) {
            SequenceAt it = now.get(before.sequence());
            Long was = before.last();
            if (it == null) {
                wrong.add("sequence " + before.sequence() + " is not there");
            } else if (was != null) {
                Long is = it.last();
                if (is == null || (before.rising() ? is < was : is > was)) {
                    wrong.add("sequence " + before.sequence() + " is at " + is + ", it was at " + was);
                }
            }
        }
    }
}
