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

    /** @param reference how the catalog and settings name it: {@code file:/…} */
    public record Secret(String value, String reference) {
        @Override
        public String toString() {
            return reference;
        }
    }

    SecretFiles(Path folder) {
        this.folder = folder;
    }

    /** A token that nobody can guess. */
    Secret token(String name) {
        return put(name, new BigInteger(160, new SecureRandom()).toString(36));
    }

    Secret put(String name, String secret) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret, StandardOpenOption.WRITE);
            return new Secret(secret, "file:" + file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep the secret " + name + ": " + e.getMessage(), e);
        }
    }
}
