package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Folders of tiny shell scripts. */
final class FakePrograms {
    private FakePrograms() {}

    static Path server(Path folder, int major) throws IOException {
        return versions(folder, PostgresProbe.SERVER, major);
    }

    static Path client(Path folder, int major) throws IOException {
        return versions(folder, PostgresProbe.CLIENT, major);
    }

    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static Path versions(Path folder, List<String> programs, int major) throws IOException {
        for (String program : programs) {
            script(folder.resolve(program), "echo \"" + program + " (PostgreSQL) " + major + ".3 (Fake 1)\"");
        }
        return folder;
    }
}
