package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.backups.BackupNames;
import dev.lastgood.activities.database.postgresql.backups.make.EmergencyDump;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.dumps.PlainDump;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.zip.GZIPOutputStream;

/** The backup that an in-place swap makes while nobody can write: it has its name only once it was read back whole. */
final class PresentState {
    private final Transfer transfer;
    private final Path folder;
    private final String key;

    PresentState(Transfer transfer, Path folder, String key) {
        this.transfer = transfer;
        this.folder = folder;
        this.key = key;
    }

    /** A swap and its undo may be of the same second, and neither may write over the other's. */
    private Path free() {
        String time = BackupNames.TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
        String name = EmergencyDump.PREFIX + time + "-" + key + "-in-place";
        Path path = folder.resolve(name + ".sql.gz");
        for (int next = 2; Files.exists(path); next++) {
            path = folder.resolve(name + "-" + next + ".sql.gz");
        }
        return path;
    }

    Path save(String database, Collection<String> schemas) throws Exception {
        Path whole = free();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
                transfer.dump(database, schemas, dump -> dump.transferTo(out));
            }
            new DumpFile(part).readPlain(done -> {}, PlainDump::read);
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            return Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    "the backup before the swap can't be written to " + folder + ": " + e.getMessage()
                            + ". Nothing was changed; free some space there, or name another folder (emergency.folder)");
        } finally {
            if (Files.exists(part)) {
                Files.delete(part);
            }
        }
    }
}
