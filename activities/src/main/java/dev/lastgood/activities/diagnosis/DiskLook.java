package dev.lastgood.activities.diagnosis;

import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import dev.lastgood.workflows.model.Diagnosing;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How much is free on the file systems that must not be full; of those with room enough, only in the file. */
final class DiskLook implements Look {
    private static final double TIGHT = 0.1;

    @Override
    public String what() {
        return "disk";
    }

    @Override
    public Seen at(Query query) throws IOException {
        Diagnosing where = query.service().diagnosing();
        List<String> lines = new ArrayList<>();
        StringBuilder whole = new StringBuilder();
        for (String folder : where == null ? List.of("/") : where.disks()) {
            Path path = Path.of(folder);
            if (!Files.exists(path)) {
                throw new NoSuchFileException("there is no folder " + folder);
            }
            FileStore store = Files.getFileStore(path);
            double share = store.getTotalSpace() == 0 ? 1 : store.getUsableSpace() / (double) store.getTotalSpace();
            String line = "disk of " + folder + ": " + Words.number(store.getUsableSpace() / 1e9) + " GB free ("
                    + Words.number(share * 100) + " %)";
            whole.append(line).append('\n');
            if (share < TIGHT) {
                lines.add(line);
            }
        }
        return new Seen(lines, whole.toString());
    }
}
