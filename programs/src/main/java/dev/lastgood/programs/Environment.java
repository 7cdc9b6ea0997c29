package dev.lastgood.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment variables that decide which programs are used. Tests hand over their own. */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment system() {
        return new Environment(System.getenv());
    }

    /** A variable's value; empty when unset or blank. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The absolute folders of the PATH, in order. Relative entries are left out: they would depend on where we were started. */
    public List<Path> path() {
        return Arrays.stream(get("PATH").orElse("").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .distinct()
                .toList();
    }

    /** The first executable of that name on the PATH. */
    public Optional<Path> onPath(String program) {
        return path().stream()
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** {@code LASTGOOD_CACHE}, else {@code XDG_CACHE_HOME/lastgood}, else {@code ~/.cache/lastgood}. It need not exist. */
    public Path cacheFolder() {
        return get("LASTGOOD_CACHE")
                .map(Path::of)
                .or(() -> get("XDG_CACHE_HOME").map(folder -> Path.of(folder, "lastgood")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "lastgood"))
                .toAbsolutePath();
    }
}
