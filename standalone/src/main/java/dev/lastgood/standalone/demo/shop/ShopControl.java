package dev.lastgood.standalone.demo.shop;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The shop's operations, as its catalog entry names them: {@code install}, {@code start}, {@code stop}, {@code smoke}, each
 * followed by the demo's folder. Exit code 0 when done, 1 with one line on standard error when not.
 */
public final class ShopControl {
    private final ShopSettings settings;

    private ShopControl(ShopSettings settings) {
        this.settings = settings;
    }

    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: install|start|stop|smoke FOLDER");
            System.exit(2);
        }
        try {
            Path folder = Path.of(args[1]);
            System.out.println(new ShopControl(ShopSettings.read(folder)).run(args[0]));
        } catch (IOException | RuntimeException e) {
            System.err.println(args[0] + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private String run(String verb) throws IOException {
        Faults faults = new Faults(settings.folder());
        return switch (verb) {
            case "install" -> unlessFaulty(faults, "deploy", this::install);
            case "start" -> unlessFaulty(faults, "start", new ShopProcess(settings)::start);
            case "stop" -> unlessFaulty(faults, "stop", new ShopProcess(settings)::stop);
            case "smoke" -> unlessFaulty(faults, "verify", this::smoke);
            default -> throw new IllegalArgumentException("not a command of the shop");
        };
    }

    private String install() throws IOException {
        Path driver = settings.checkout().resolve("lib/postgresql.jar");
        Files.createDirectories(driver.getParent());
        Files.copy(settings.driver(), driver, StandardCopyOption.REPLACE_EXISTING);
        return "installed " + settings.driver().getFileName();
    }

    private String smoke() throws IOException {
        expect("/", "<h1>Shop</h1>");
        expect("/orders/1", "\"customer\":");
        expect("/api/version", "\"version\":");
        return "the page loads, an order can be read, the version is answered";
    }

    private void expect(String path, String part) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(settings.url() + path).toURL().openConnection();
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout(5_000);
        int status = connection.getResponseCode();
        if (status != 200) {
            throw new IOException(path + " answered " + status + ", not 200");
        }
        try (var body = connection.getInputStream()) {
            if (!new String(body.readAllBytes(), StandardCharsets.UTF_8).contains(part)) {
                throw new IOException(path + " answered without " + part);
            }
        }
    }

    private static String unlessFaulty(Faults faults, String step, Operation operation) throws IOException {
        if (faults.has(step)) {
            throw new IOException("fails because the demo was told --fail-at " + step);
        }
        return operation.run();
    }

    private interface Operation {
        String run() throws IOException;
    }
}
