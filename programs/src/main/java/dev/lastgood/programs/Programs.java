package dev.lastgood.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/** What all programs share. */
public final class Programs {
    private Programs() {}

    /** Where downloaded and built programs are kept, see {@link Environment#cacheFolder()}. */
    public static Path cacheFolder() {
        return Environment.system().cacheFolder();
    }

    /** A value that the build wrote into the jar. */
    static String built(String key) {
        Properties properties = new Properties();
        try (InputStream stream = Programs.class.getResourceAsStream("programs.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key, "");
    }
}
