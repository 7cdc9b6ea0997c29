package dev.lastgood.standalone.demo.world;

import com.samskivert.mustache.Mustache;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.standalone.demo.shop.ShopCommands;
import dev.lastgood.standalone.demo.shop.ShopSettings;
import dev.lastgood.standalone.demo.world.SecretFiles.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The demo's {@code lastgood.yml}: its template with this run's ports, folders and secrets' places. */
final class CatalogFile {
    private static final JsonMapper JSON = new JsonMapper();

    static final Duration WATCH = Duration.ofSeconds(15);

    private final Path folder;
    private final SecretFiles secrets;

    CatalogFile(Path folder, SecretFiles secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    Path write(
            ShopSettings shop,
            Gateway gateway,
            Secret killSwitchToken,
            PostgresServer postgres,
            Backups backups,
            SlackSink slack,
            MailSink mail)
            throws IOException {
        Map<String, Object> values = new HashMap<>();
        commands(values, ShopCommands.of(shop));
        values.put("watch", WATCH.toSeconds() + "s");
        values.put("shop", shop.url());
        values.put("public", gateway.url());
        values.put("killSwitch", gateway.killSwitchUrl());
        values.put("killSwitchToken", quoted(killSwitchToken.reference()));
        values.put("checkout", quoted(shop.checkout()));
        values.put("log", quoted(shop.log()));
        values.put("postgres", "127.0.0.1:" + postgres.port());
        values.put("backups", quoted(backups.folder()));
        values.put("emergency", quoted(folder.resolve("emergency")));
        values.put(
                "incidents",
                quoted(secrets.put("slack-incidents-url", slack.webhook("incidents"))
                        .reference()));
        values.put(
                "general",
                quoted(secrets.put("slack-general-url", slack.webhook("general"))
                        .reference()));
        values.put("mailPort", mail.port());
        Path file = folder.resolve("lastgood.yml");
        return Files.writeString(
                file,
                Mustache.compiler()
                        .escapeHTML(false)
                        .compile(Resources.text("lastgood.yml.mustache"))
                        .execute(values));
    }

    private static void commands(Map<String, Object> values, ShopCommands commands) {
        values.put("install", JSON.writeValueAsString(commands.install()));
        values.put("build", JSON.writeValueAsString(commands.build()));
        values.put("start", JSON.writeValueAsString(commands.start()));
        values.put("stop", JSON.writeValueAsString(commands.stop()));
        values.put("smoke", JSON.writeValueAsString(commands.smoke()));
    }

    /** A JSON string is a YAML string, whatever stands in it. */
    private static String quoted(Object text) {
        return JSON.writeValueAsString(text.toString());
    }
}
