package dev.lastgood.activities.database.postgresql.backups.make;

import dev.lastgood.activities.database.postgresql.backups.DumpVerifier;
import dev.lastgood.activities.database.postgresql.backups.Manifest;
import dev.lastgood.activities.database.postgresql.backups.store.BackupStore;
import dev.lastgood.activities.database.postgresql.backups.store.LocalFiles;
import dev.lastgood.activities.database.postgresql.backups.store.Progress;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes one backup: dumps, reads back, writes the manifest, puts both where they belong, the manifest last. It may be killed at
 * any line: a second try of the same run finds what is finished, takes up what is dumped and read back, and drops the rest.
 */
public final class BackupMaker {
    private static final Duration LOOKED_BACK = Duration.ofDays(2);
    private static final String BEGUN = ".begun";

    private final Server server;
    private final PostgresPrograms.Client client;
    private final DumpVerifier verifier;
    private final BackupStore store;
    private final Path workplace;
    private final String key;

    /** @param workplace a folder of this run's own, found again by its next try */
    public BackupMaker(
            Server server,
            PostgresPrograms.Client client,
            DumpVerifier verifier,
            BackupStore store,
            Path workplace,
            String key) {
        this.server = server;
        this.client = client;
        this.verifier = verifier;
        this.store = store;
        this.workplace = workplace;
        this.key = key;
    }

    /** @param how in words, what an earlier try had done already */
    public record Made(Backup backup, Manifest manifest, String how) {
        /** Such as {@code directory}. */
        public String format() {
            return PgDump.format(backup.name()).name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the database that the snapshot is of is the right one; names change hands. */
    public interface Check {
        void of(Sql snapshot) throws SQLException;
    }

    /** @param name what a backup of that moment is called */
    public Made make(String database, Function<Instant, String> name, List<String> only, Check check)
            throws IOException, InterruptedException, SQLException {
        Optional<Made> finished = finished();
        if (finished.isPresent()) {
            LocalFiles.delete(workplace);
            return finished.get();
        }
        Optional<String> taken = takenUp();
        String made = taken.isPresent() ? taken.get() : dump(database, name, only, check);
        Manifest manifest = manifest(made);
        Progress progress = new Progress(server.attended(), "putting " + made + " in place", manifest.bytes(), 0);
        store.put(dumpOf(made), made, progress::more);
        store.put(manifestOf(made), made + Manifest.SUFFIX, bytes -> {});
        LocalFiles.delete(workplace);
        return new Made(
                backup(made, manifest), manifest, taken.isPresent() ? "taken up where an earlier try stopped" : "");
    }

    private Optional<Made> finished() throws IOException {
        for (BackupStore.Entry entry : store.list(folder -> false)) {
            if (!entry.path().endsWith(Manifest.SUFFIX)
                    || entry.modifiedAt().isBefore(Instant.now().minus(LOOKED_BACK))) {
                continue;
            }
            try (InputStream in = store.read(entry.path(), 0)) {
                Manifest manifest = Manifest.read(in.readAllBytes());
                if (manifest.key().equals(key)) {
                    String name = entry.path().substring(0, entry.path().length() - Manifest.SUFFIX.length());
                    return Optional.of(new Made(backup(name, manifest), manifest, "found finished by an earlier try"));
                }
            } catch (BadDump e) {
                // Another's, and unreadable: not what is looked for.
            }
        }
        return Optional.empty();
    }

    /** What is dumped and read back, but not in place; the rest of an earlier try is dropped. */
    private Optional<String> takenUp() throws IOException, SQLException {
        endEarlierPrograms();
        for (String name : withEnding(Manifest.SUFFIX)) {
            if (Files.exists(dumpOf(name))) {
                return Optional.of(name);
            }
        }
        for (String name : withEnding(BEGUN)) {
            LocalFiles.delete(dumpOf(name));
        }
        LocalFiles.delete(workplace);
        Files.createDirectories(workplace);
        return Optional.empty();
    }

    private String dump(String database, Function<Instant, String> naming, List<String> only, Check check)
            throws IOException, InterruptedException, SQLException {
        try (SnapshotDump snapshot = SnapshotDump.take(server, database)) {
            check.of(snapshot.session());
            String name = naming.apply(snapshot.takenAt());
            Path dump = dumpOf(name);
            Files.createFile(workplace.resolve(name + BEGUN));
            prepare(dump);
            try {
                Manifest manifest = snapshot.to(dump, PgDump.format(name), client, only, key);
                verifier.readWhole(dump);
                server.attended().at("computing the checksums of " + name);
                Path part = workplace.resolve(name + Manifest.SUFFIX + BackupStore.PART);
                Files.write(part, manifest.with(SnapshotDump.files(dump, name)).json());
                Files.move(part, manifestOf(name));
                return name;
            } catch (BadDump e) {
                drop(dump);
                throw Failures.permanent(FailureType.UNVERIFIED, "the backup " + name + " " + e.reason());
            } catch (IOException | SQLException | RuntimeException | InterruptedException e) {
                drop(dump);
                throw e;
            }
        }
    }

    private void drop(Path dump) throws IOException {
        LocalFiles.delete(dump);
        LocalFiles.delete(workplace);
    }

    private void prepare(Path dump) throws IOException {
        LocalFiles.delete(dump);
        try {
            Files.createDirectories(java.util.Objects.requireNonNull(dump.getParent()));
        } catch (IOException e) {
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    "the backup can't be written to " + dump.getParent() + ": " + e.getMessage()
                            + ". Free some space there, or name another folder in the catalog");
        }
    }

    private void endEarlierPrograms() throws SQLException {
        try (Sql sql = server.maintenance()) {
            server.endSessions(sql, PgDump.ROLE);
        }
    }

    /** Where it is made: in its place already, under the part's name, where that is on this machine. */
    private Path dumpOf(String name) {
        return store.local(name + BackupStore.PART).orElseGet(() -> workplace.resolve(name));
    }

    private Path manifestOf(String name) {
        return workplace.resolve(name + Manifest.SUFFIX);
    }

    private Manifest manifest(String name) throws IOException {
        try {
            return Manifest.read(Files.readAllBytes(manifestOf(name)));
        } catch (BadDump e) {
            throw new IOException("the manifest of " + name + " that was just written " + e.reason(), e);
        }
    }

    private Backup backup(String name, Manifest manifest) {
        return new Backup(name, store.location(name), manifest.snapshotAt(), manifest.bytes());
    }

    private List<String> withEnding(String ending) throws IOException {
        if (!Files.isDirectory(workplace)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(workplace)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(ending))
                    .map(it -> it.substring(0, it.length() - ending.length()))
                    .toList();
        }
    }
}
