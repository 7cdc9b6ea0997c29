package dev.lastgood.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Temporal server that Lastgood works with: the one that {@code TEMPORAL_ADDRESS} names, else a development server of our
 * own on 127.0.0.1, which ends with {@link #close()} or with the JVM and whose state is kept in a file.
 */
public final class TemporalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalServer.class);

    private final String address;
    private final @Nullable String uiUrl;
    private final @Nullable Runnable stop;
    private final @Nullable ShutdownHook hook;

    /**
     * @param port of gRPC; 0 for that of the last start while it is free, else any
     * @param uiPort as {@code port}
     * @param namespaces to be there besides {@code default}
     * @param say told in a line what takes time
     */
    public record Options(int port, int uiPort, List<String> namespaces, Consumer<String> say) {
        public Options {
            namespaces = List.copyOf(namespaces);
        }

        public static Options defaults() {
            return new Options(0, 0, List.of(), LOG::info);
        }

        public Options withPorts(int grpc, int ui) {
            return new Options(grpc, ui, namespaces, say);
        }

        public Options withNamespace(String namespace) {
            List<String> more = new ArrayList<>(namespaces);
            more.add(namespace);
            return new Options(port, uiPort, more, say);
        }

        public Options withSay(Consumer<String> other) {
            return new Options(port, uiPort, namespaces, other);
        }
    }

    private TemporalServer(String address, @Nullable String uiUrl, @Nullable Runnable stop) {
        this.address = address;
        this.uiUrl = uiUrl;
        this.stop = stop;
        hook = stop == null ? null : ShutdownHook.add("temporal", stop);
    }

    /**
     * Returns once the server answers. Its program is looked for on the PATH and in the cache, else downloaded, else built with
     * Go; that takes minutes, once.
     *
     * @param folder for {@code temporal.db} and {@code temporal.log}; untouched when {@code TEMPORAL_ADDRESS} is set
     * @throws ProgramException if there is no program and none can be had, the folder is in use, or the server does not start;
     *     with the last lines of its log
     * @throws UncheckedIOException if the folder can't be written
     */
    public static TemporalServer start(Path folder, Options options) {
        return start(folder, options, Environment.system());
    }

    static TemporalServer start(Path folder, Options options, Environment environment) {
        String given = environment.get("TEMPORAL_ADDRESS").orElse(null);
        if (given != null) {
            return new TemporalServer(given, environment.get("TEMPORAL_UI_URL").orElse(null), null);
        }
        Path binary = new TemporalBinary(environment, options.say()).get();
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            FolderLock lock = FolderLock.take(absolute, "temporal");
            try {
                TemporalProcess process = TemporalProcess.start(binary, absolute, options);
                return new TemporalServer(process.address(), process.uiUrl(), () -> {
                    process.stop();
                    lock.close();
                });
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start Temporal in " + absolute + ": " + e.getMessage(), e);
        }
    }

    /** Host and port of gRPC, for example {@code 127.0.0.1:7233}. */
    public String address() {
        return address;
    }

    /** For example {@code http://127.0.0.1:8233}; null when the server is not ours and {@code TEMPORAL_UI_URL} is not set. */
    public @Nullable String uiUrl() {
        return uiUrl;
    }

    /** Whether we started it; false for that of {@code TEMPORAL_ADDRESS}. */
    public boolean isOurs() {
        return stop != null;
    }

    /** Stops the server if it is ours. Harmless when repeated. */
    @Override
    public void close() {
        if (hook != null) {
            hook.remove();
        }
        if (stop != null) {
            stop.run();
        }
    }
}
