package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.backups.store.LocalFiles;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What may lie beside a dump: a manifest, or a checksum in the form of sha256sum. */
public final class Companions {
    public static final String CHECKSUM = ".sha256";

    static final List<String> SUFFIXES = List.of(Manifest.SUFFIX, CHECKSUM);

    private Companions() {}

    static Path beside(Path dump, String suffix) {
        return dump.resolveSibling(dump.getFileName() + suffix);
    }

    /** @throws BadDump when it can't be read as one */
    public static Optional<Manifest> manifest(Path dump) throws IOException, BadDump {
        Path file = beside(dump, Manifest.SUFFIX);
        return Files.isRegularFile(file) ? Optional.of(Manifest.read(Files.readAllBytes(file))) : Optional.empty();
    }

    /** Every file that the manifest lists is there and is as it was, and no other. */
    static void require(Manifest manifest, Path dump) throws IOException, BadDump {
        List<Path> files = LocalFiles.of(dump);
        if (files.size() != manifest.files().size()) {
            throw new BadDump("has " + files.size() + " files, its manifest lists "
                    + manifest.files().size());
        }
        for (Manifest.FileSum expected : manifest.files()) {
            Path file = Files.isDirectory(dump) ? dump.resolve(expected.name()) : dump;
            String what = Files.isDirectory(dump) ? "file " + expected.name() + " of it " : "";
            if (!Files.isRegularFile(file)) {
                throw new BadDump(what + "is missing");
            }
            if (Files.size(file) != expected.bytes()) {
                throw new BadDump(what + "has " + Files.size(file) + " bytes, its manifest says " + expected.bytes()
                        + ": cut short or changed");
            }
            if (!Digests.of(file).equals(expected.sha256())) {
                throw new BadDump(what + "does not have the checksum that stands in its manifest: damaged or changed");
            }
        }
    }

    /** Where there is one. */
    static void requireChecksum(Path dump) throws IOException, BadDump {
        Path beside = beside(dump, CHECKSUM);
        if (!Files.isRegularFile(beside) || Files.isDirectory(dump)) {
            return;
        }
        String expected = Files.readString(beside, StandardCharsets.ISO_8859_1)
                .strip()
                .split("\\s+", 2)[0]
                .toLowerCase(java.util.Locale.ROOT);
        if (!Digests.of(dump).equals(expected)) {
            throw new BadDump("does not have the checksum that stands in " + beside.getFileName());
        }
    }
}
