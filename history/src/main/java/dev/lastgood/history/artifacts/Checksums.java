package dev.lastgood.history.artifacts;

import dev.lastgood.workflows.model.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads a stream to its end and says how long it was and what it sums to. */
record Checksums(String sha256, long bytes) {

    static Checksums of(InputStream content) throws IOException {
        return copy(content, OutputStream.nullOutputStream());
    }

    /** Writes the content to a new file, and to the disk below it. */
    static Checksums write(InputStream content, Path file) throws IOException {
        Checksums checksums;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            checksums = copy(content, out);
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return checksums;
    }

    Artifact artifact(String name, URI uri) {
        return new Artifact(name, uri.toString(), sha256, bytes);
    }

    private static Checksums copy(InputStream content, OutputStream out) throws IOException {
        MessageDigest digest = digest();
        long bytes = new DigestInputStream(content, digest).transferTo(out);
        return new Checksums(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
