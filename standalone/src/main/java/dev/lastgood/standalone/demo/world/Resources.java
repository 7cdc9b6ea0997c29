package dev.lastgood.standalone.demo.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files beside this package's classes. */
final class Resources {
    private Resources() {}

    static String text(String name) {
        try (InputStream content = Resources.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("This build lacks the resource " + name);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
