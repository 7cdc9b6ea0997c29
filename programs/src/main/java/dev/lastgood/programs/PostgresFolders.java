package dev.lastgood.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which PostgreSQL's programs may lie: the PATH, then where the usual installations put them, newest major
 * version first.
 *
 * @param root the folder under which the usual installations lie, {@code /} but in tests
 */
record PostgresFolders(Environment environment, Path root) {
    private record Usual(String parent, String child, String programs) {}

    private static final List<Usual> USUAL = List.of(
            new Usual("usr/lib/postgresql", "*", "bin"), // Debian, Ubuntu
            new Usual("usr", "pgsql-*", "bin"), // Red Hat, SUSE
            new Usual("opt/homebrew/opt", "{postgresql@*,postgresql,libpq}", "bin"),
            new Usual("usr/local/opt", "{postgresql@*,postgresql,libpq}", "bin"),
            new Usual("Applications/Postgres.app/Contents/Versions", "*", "bin"));

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static PostgresFolders of(Environment environment) {
        return new PostgresFolders(environment, Path.of("/"));
    }

    /** A configured folder, else {@code LASTGOOD_POSTGRES_BIN}. */
    @Nullable
    Path configured(@Nullable Path folder) {
        return folder != null
                ? folder
                : environment.get("LASTGOOD_POSTGRES_BIN").map(Path::of).orElse(null);
    }

    List<Path> all() {
        Set<Path> folders = new LinkedHashSet<>(environment.path());
        folders.addAll(usual());
        return List.copyOf(folders);
    }

    private List<Path> usual() {
        List<Path> installations = new ArrayList<>();
        for (Usual usual : USUAL) {
            for (Path installation : children(root.resolve(usual.parent()), usual.child())) {
                installations.add(installation.resolve(usual.programs()));
            }
        }
        installations.sort(
                Comparator.comparingInt(PostgresFolders::majorInName).reversed().thenComparing(Path::toString));
        return installations;
    }

    private static List<Path> children(Path parent, String glob) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, glob)) {
                stream.forEach(children::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return children;
    }

    private static int majorInName(Path programs) {
        Path installation = programs.getParent();
        Matcher matcher = NUMBER.matcher(installation == null ? "" : String.valueOf(installation.getFileName()));
        return matcher.find() ? Integer.parseInt(matcher.group()) : 0;
    }
}
