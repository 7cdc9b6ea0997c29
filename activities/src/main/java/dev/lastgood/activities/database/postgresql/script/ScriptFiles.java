package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.PostgresSettings.Migration;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds reverse scripts. What a request names lies below the catalog's folder: nobody runs any file of the worker's machine. */
final class ScriptFiles {
    private static final long LARGEST = 5_000_000;
    private static final Pattern UNDO = Pattern.compile("U(\\d[\\d._]*)__.*\\.sql");

    private final Migration settings;

    ScriptFiles(Migration settings) {
        this.settings = settings;
    }

    /** As a person named it: a path or a version below the folder. */
    Script requested(String name) throws IOException {
        return read(inFolder(name).orElseThrow(() -> none(name)));
    }

    /** The one of the catalog, if it names one. */
    Optional<Script> ofCatalog() throws IOException {
        String name = settings.script();
        if (name == null) {
            return Optional.empty();
        }
        Path path = Path.of(name);
        if (path.isAbsolute() || settings.folder() == null) {
            if (!Files.isRegularFile(path)) {
                throw none(name);
            }
            return Optional.of(read(path));
        }
        return Optional.of(requested(name));
    }

    /** The script that reverses a migration. */
    Optional<Script> reversing(String version) throws IOException {
        Optional<Path> path = settings.folder() == null ? Optional.empty() : inFolder(version);
        return path.isPresent() ? Optional.of(read(path.get())) : Optional.empty();
    }

    /** The file that a rehearsal read, once more. */
    Script again(String name) throws IOException {
        Optional<Script> catalogs = ofCatalog();
        return catalogs.isPresent() && catalogs.get().name().equals(name) ? catalogs.get() : requested(name);
    }

    private Optional<Path> inFolder(String name) throws IOException {
        Path folder = folder();
        Path named;
        try {
            named = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw none(name);
        }
        if (!named.startsWith(folder)) {
            throw outside(name);
        }
        List<Path> candidates = Stream.concat(
                        Stream.of(named, named.resolve("down.sql")),
                        undos(folder, name.replaceFirst("^U", "").replaceFirst("__.*$", "")))
                .filter(Files::isRegularFile)
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        // A link must not lead out of it either.
        if (!candidates.get(0).toRealPath().startsWith(folder.toRealPath())) {
            throw outside(name);
        }
        return Optional.of(candidates.get(0));
    }

    private static Stream<Path> undos(Path folder, String version) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(it -> {
                        Matcher undo = UNDO.matcher(it.getFileName().toString());
                        return undo.matches() && undo.group(1).replace('_', '.').equals(version.replace('_', '.'));
                    })
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private Script read(Path path) throws IOException {
        String name = name(path);
        if (Files.size(path) > LARGEST) {
            throw Failures.permanent(
                    FailureType.REFUSED,
                    name + " is larger than " + LARGEST / 1_000_000 + " MB: that is a restore's work");
        }
        return Script.read(name, version(path), Files.readAllBytes(path));
    }

    private String name(Path path) {
        Path folder = settings.folder() == null
                ? null
                : Path.of(settings.folder()).toAbsolutePath().normalize();
        Path whole = path.toAbsolutePath().normalize();
        return (folder != null && whole.startsWith(folder) ? folder.relativize(whole) : path).toString();
    }

    private static @Nullable String version(Path path) {
        String file = path.getFileName().toString();
        Matcher undo = UNDO.matcher(file);
        if (undo.matches()) {
            return undo.group(1).replace('_', '.');
        }
        Path parent = path.toAbsolutePath().getParent();
        return file.equals("down.sql") && parent != null && parent.getFileName() != null
                ? parent.getFileName().toString()
                : null;
    }

    private Path folder() {
        if (settings.folder() == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "a request can only name scripts below migration.folder, which the catalog does not set");
        }
        Path folder = Path.of(settings.folder()).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "migration.folder " + folder + " is no folder on this worker's machine");
        }
        return folder;
    }

    private ApplicationFailure none(String name) {
        String where = settings.folder() == null ? "" : " below " + settings.folder();
        return Failures.permanent(
                FailureType.NOT_FOUND,
                "there is no reverse script '" + name + "'" + where
                        + ": looked for that file, for down.sql in a folder of that name, and for U" + name
                        + "__*.sql");
    }

    private ApplicationFailure outside(String name) {
        return Failures.permanent(
                FailureType.REFUSED, "script '" + name + "' does not lie below migration.folder " + settings.folder());
    }
}
