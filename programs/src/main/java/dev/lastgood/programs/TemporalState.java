package dev.lastgood.programs;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What is remembered of a started server: to keep its ports, and to find it if we crash. */
record TemporalState(long pid, int port, int uiPort) {
    private static final String FILE = "temporal.properties";

    /** All zeros before the first start. */
    static TemporalState read(Path folder) throws IOException {
        Properties properties = new Properties();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        return new TemporalState(
                number(properties, "pid"), (int) number(properties, "port"), (int) number(properties, "uiPort"));
    }

    void write(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("uiPort", Integer.toString(uiPort));
        try (Writer writer = Files.newBufferedWriter(folder.resolve(FILE))) {
            properties.store(writer, "The last start of Lastgood's Temporal server");
        }
    }

    /** The server if it still runs on that database: by now the number may be another program's. */
    Optional<ProcessHandle> process(Path database) {
        return ProcessHandle.of(pid)
                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .contains(database.toString()));
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    private static long number(Properties properties, String key) {
        try {
            return Long.parseLong(properties.getProperty(key, "0"));
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }
}
