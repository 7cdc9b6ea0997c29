package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.backups.store.BackupStore;
import dev.lastgood.activities.database.postgresql.backups.store.LocalFiles;
import dev.lastgood.activities.database.postgresql.backups.store.Staging;
import dev.lastgood.activities.database.postgresql.backups.store.Stores;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The backups of a database, wherever they lie: listed by pattern and time, and brought here to be read. */
public final class BackupLibrary implements AutoCloseable {
    private static final String CONTENTS = "/toc.dat";

    private final BackupStore store;
    private final BackupNames names;
    private final Staging staging;

    public BackupLibrary(BackupStore store, BackupNames names, Staging staging) {
        this.store = store;
        this.names = names;
        this.staging = staging;
    }

    public static BackupLibrary open(PostgresSettings.Backups settings, Secrets secrets, Attended attended)
            throws IOException {
        BackupNames names = new BackupNames(settings);
        attended.at("looking for backups");
        BackupStore store = Stores.open(settings, secrets);
        attended.onStop(store::close);
        return new BackupLibrary(store, names, new Staging(settings.staging(), attended));
    }

    /** The copy of a backup that lies elsewhere, where an earlier try has brought it here whole. */
    public static Optional<Path> staged(PostgresSettings.Backups settings, Backup backup, Attended attended)
            throws IOException {
        Path copy = place(new Staging(settings.staging(), attended), backup).resolve(backup.name());
        return Files.exists(copy) ? Optional.of(copy) : Optional.empty();
    }

    /**
     * A dump that matches the pattern.
     *
     * @param files one, or those of its folder
     * @param beside what lies beside it, by its suffix
     */
    public record Candidate(
            String name, Instant takenAt, List<BackupStore.Entry> files, Map<String, BackupStore.Entry> beside) {
        public long bytes() {
            return files.stream().mapToLong(BackupStore.Entry::bytes).sum();
        }
    }

    public BackupStore store() {
        return store;
    }

    public BackupNames names() {
        return names;
    }

    /** The newest first. */
    public List<Candidate> candidates() throws IOException {
        Map<String, List<BackupStore.Entry>> byName = new TreeMap<>();
        for (BackupStore.Entry entry : store.list(names::isBackup)) {
            byName.computeIfAbsent(entry.path().split("/", 2)[0], name -> new ArrayList<>())
                    .add(entry);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, List<BackupStore.Entry>> named : byName.entrySet()) {
            String name = named.getKey();
            if (names.isBackup(name) && isDump(name, named.getValue())) {
                names.takenAt(name, modifiedAt(named.getValue()))
                        .ifPresent(
                                at -> candidates.add(new Candidate(name, at, named.getValue(), beside(name, byName))));
            }
        }
        candidates.sort(Comparator.comparing(Candidate::takenAt)
                .thenComparing(Candidate::name)
                .reversed());
        return candidates;
    }

    public Backup backup(Candidate candidate) {
        return new Backup(candidate.name(), store.location(candidate.name()), candidate.takenAt(), candidate.bytes());
    }

    /**
     * Where it can be read here, with what lies beside it; fetched if it is not here yet.
     *
     * @throws BadDump when it is gone, or may not be read
     */
    public Path fetch(Candidate candidate) throws IOException, BadDump {
        Optional<Path> local = store.local(candidate.name());
        if (local.isPresent()) {
            return local.get();
        }
        Backup backup = backup(candidate);
        Path place = place(backup);
        Path whole = place.resolve(candidate.name());
        if (Files.exists(whole)) {
            return whole;
        }
        staging.makeRoom(candidate.bytes(), place);
        try {
            // First, so that whoever finds the dump finds them too.
            for (Map.Entry<String, BackupStore.Entry> beside :
                    candidate.beside().entrySet()) {
                staging.fetch(store, beside.getValue(), place.resolve(candidate.name() + beside.getKey()));
            }
            Path part = place.resolve(candidate.name() + ".fetching");
            for (BackupStore.Entry file : candidate.files()) {
                int slash = file.path().indexOf('/');
                staging.fetch(
                        store, file, slash < 0 ? part : part.resolve(file.path().substring(slash + 1)));
            }
            return Files.move(part, whole);
        } catch (NoSuchFileException e) {
            throw new BadDump("disappeared while it was read");
        } catch (java.nio.file.AccessDeniedException e) {
            throw new BadDump("can't be read: " + e.getMessage());
        }
    }

    /** The one that was chosen. */
    public Path fetch(Backup chosen) throws IOException, BadDump {
        Candidate candidate = candidates().stream()
                .filter(it -> it.name().equals(chosen.name()))
                .findFirst()
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND, "backup " + chosen.location() + " is gone since it was chosen"));
        return fetch(candidate);
    }

    /** Without fetching the dump; null where there is none that can be read. */
    public @Nullable Manifest manifest(Candidate candidate) {
        BackupStore.Entry entry = candidate.beside().get(Manifest.SUFFIX);
        if (entry == null) {
            return null;
        }
        try (InputStream in = store.read(entry.path(), 0)) {
            return Manifest.read(in.readAllBytes());
        } catch (IOException | BadDump e) {
            return null;
        }
    }

    /** Forgets a copy that turned out bad, so that the next try gets a new one. */
    public void forget(Candidate candidate) throws IOException {
        if (store.local(candidate.name()).isEmpty()) {
            LocalFiles.delete(place(backup(candidate)));
        }
    }

    /** Whether a backup lies elsewhere than on this machine. */
    public static boolean isRemote(Backup backup) {
        return backup.location().startsWith("s3://") || backup.location().startsWith("sftp://");
    }

    public Path workplace(String what) throws IOException {
        return staging.place(what);
    }

    @Override
    public void close() {
        store.close();
    }

    private Path place(Backup backup) throws IOException {
        return place(staging, backup);
    }

    private static Path place(Staging staging, Backup backup) throws IOException {
        return staging.place(backup.location() + "\n" + backup.takenAt() + "\n" + backup.bytes());
    }

    private static boolean isDump(String name, List<BackupStore.Entry> files) {
        return files.size() == 1 && files.get(0).path().equals(name)
                || files.stream().anyMatch(it -> it.path().equals(name + CONTENTS));
    }

    private static Instant modifiedAt(List<BackupStore.Entry> files) {
        return files.stream()
                .map(BackupStore.Entry::modifiedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Map<String, BackupStore.Entry> beside(String name, Map<String, List<BackupStore.Entry>> byName) {
        Map<String, BackupStore.Entry> beside = new TreeMap<>();
        for (String suffix : Companions.SUFFIXES) {
            List<BackupStore.Entry> found = byName.getOrDefault(name + suffix, List.of());
            if (found.size() == 1) {
                beside.put(suffix, found.get(0));
            }
        }
        return beside;
    }
}
