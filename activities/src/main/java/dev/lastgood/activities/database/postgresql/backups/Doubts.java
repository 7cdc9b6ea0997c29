package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.workflows.rollback.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is odd about a backup that is whole: much smaller than the one before it. A person decides what that means. */
final class Doubts {
    private static final int MOST_TABLES = 3;
    private static final int FEW = 20;

    private final BackupLibrary library;

    Doubts(BackupLibrary library) {
        this.library = library;
    }

    /** @param older the next older first; the first of them is what it is held against, whether whole or not */
    List<String> of(BackupLibrary.Candidate chosen, List<BackupLibrary.Candidate> older) {
        List<String> doubts = new ArrayList<>();
        if (older.isEmpty()) {
            return doubts;
        }
        BackupLibrary.Candidate previous = older.get(0);
        boolean sameForm = chosen.files().size() == 1 == (previous.files().size() == 1);
        if (sameForm && isHalf(chosen.bytes(), previous.bytes())) {
            doubts.add("backup " + chosen.name() + " has " + Words.bytes(chosen.bytes()) + ", the one before it ("
                    + previous.name() + ") " + Words.bytes(previous.bytes()));
        }
        rows(library.manifest(chosen), library.manifest(previous), previous.name(), doubts);
        return doubts;
    }

    private static void rows(@Nullable Manifest chosen, @Nullable Manifest previous, String name, List<String> doubts) {
        if (chosen == null || previous == null) {
            return;
        }
        Map<String, Long> now =
                chosen.tables().stream().collect(Collectors.toMap(Manifest.TableSum::table, Manifest.TableSum::rows));
        List<String> fewer = previous.tables().stream()
                .filter(it -> isHalf(now.getOrDefault(it.table(), 0L), it.rows()))
                .map(it -> it.table()
                        + (now.containsKey(it.table())
                                ? " has " + now.get(it.table()) + " rows, " + it.rows() + " in the one before"
                                : " (" + it.rows() + " rows in the one before) is not in it"))
                .toList();
        fewer.stream().limit(MOST_TABLES).forEach(it -> doubts.add("in the backup, table " + it + " (" + name + ")"));
        if (fewer.size() > MOST_TABLES) {
            doubts.add(
                    "and " + (fewer.size() - MOST_TABLES) + " more tables have less than half of their rows of before");
        }
    }

    private static boolean isHalf(long now, long before) {
        return before >= FEW && now < before / 2;
    }
}
