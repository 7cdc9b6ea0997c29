package dev.lastgood.programs;

import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The download that the SDK's own {@code TemporalDevServer} does, into our cache. That class can only download and start in
 * one go, and a server that it starts tells nobody its process number, hence its downloader alone.
 */
final class TemporalDownload {
    /** The SDK's own property: another address for its downloads. */
    private static final String ADDRESS = "io.temporal.testing.devServerDownloadBaseUrl";

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 5_000;

    private final Cache cache;
    private final Consumer<String> say;

    TemporalDownload(Cache cache, Consumer<String> say) {
        this.cache = cache;
        this.say = say;
    }

    /** What was downloaded before. */
    Optional<Path> cached() {
        try {
            return Optional.of(TemporalDevServerDownloader.prepare(options(false)));
        } catch (IllegalStateException notCached) {
            return Optional.empty();
        }
    }

    /** @throws IOException within seconds when the place can't be reached */
    Optional<Path> get() throws IOException {
        probe();
        say.accept("downloading the Temporal server, once");
        try {
            return Optional.of(TemporalDevServerDownloader.prepare(options(true)));
        } catch (IllegalStateException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IOException(reason.getMessage(), e);
        }
    }

    private TemporalDevServerOptions options(boolean download) {
        return TemporalDevServerOptions.newBuilder()
                .setDownloadDestination(cache.path("temporal-download").toString())
                .setDownloadEnabled(download)
                .build();
    }

    // The SDK would wait a quarter of a minute where packets are silently dropped.
    private static void probe() throws IOException {
        URI address = URI.create(System.getProperty(ADDRESS, "https://temporal.download"));
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("HEAD");
        try {
            connection.getResponseCode();
        } catch (IOException e) {
            throw new IOException("no connection to " + address + " (" + e + ")", e);
        } finally {
            connection.disconnect();
        }
    }
}
