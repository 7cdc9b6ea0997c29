package dev.lastgood.standalone.demo.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** Secrets as files that only their owner may read, and the catalog's references to them. */
public final class SecretFiles {
    private final Path folder;

    SecretFiles(Path folder) {
        this.folder = folder;
    }

    static String random() {
        return new BigInteger(160, new SecureRandom()).toString(36);
    }

    /** @return the reference: {@code file:/…} */
    String put(String name, String secret) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret, StandardOpenOption.WRITE);
            return "file:" + file;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep the secret " + name + ": " + e.getMessage(), e);
        }
    }
}
