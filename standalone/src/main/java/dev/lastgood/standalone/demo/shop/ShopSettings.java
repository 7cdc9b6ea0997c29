package dev.lastgood.standalone.demo.shop;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * How the shop runs; kept in {@code <folder>/shop.properties} for the commands that start and stop it.
 *
 * @param folder the demo's one folder
 * @param port where the shop itself listens, past the gateway
 * @param driver PostgreSQL's driver, which the shop's build installs
 */
public record ShopSettings(Path folder, int port, String databaseUrl, Path driver) {

    public Path checkout() {
        return folder.resolve("shop");
    }

    public Path log() {
        return folder.resolve("shop.log");
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    Path pidFile() {
        return folder.resolve("shop.pid");
    }

    public void write() {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("database", databaseUrl);
        properties.setProperty("driver", driver.toString());
        try (Writer writer = Files.newBufferedWriter(file(folder))) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ShopSettings read(Path folder) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(folder))) {
            properties.load(reader);
        }
        return new ShopSettings(
                folder,
                Integer.parseInt(properties.getProperty("port")),
                properties.getProperty("database"),
                Path.of(properties.getProperty("driver")));
    }

    private static Path file(Path folder) {
        return folder.resolve("shop.properties");
    }
}
