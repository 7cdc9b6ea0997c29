package dev.lastgood.standalone.demo.shop;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.Driver;

/** The command lines by which the shop is built, started and stopped: the same in the demo's catalog and in its own deploys. */
public record ShopCommands(
        List<String> install, List<String> build, List<String> start, List<String> stop, List<String> smoke) {

    public static ShopCommands of(ShopSettings settings) {
        return new ShopCommands(
                control("install", settings),
                List.of(
                        java("javac"),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-proc:none",
                        "-d",
                        "out",
                        "-cp",
                        "lib/postgresql.jar",
                        "@sources"),
                control("start", settings),
                control("stop", settings),
                control("smoke", settings));
    }

    /** PostgreSQL's driver of this very program, which the shop uses too. */
    public static Path driver() {
        return locationOf(Driver.class);
    }

    private static List<String> control(String verb, ShopSettings settings) {
        return List.of(
                java("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                locationOf(ShopControl.class).toString(),
                ShopControl.class.getName(),
                verb,
                settings.folder().toString());
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
