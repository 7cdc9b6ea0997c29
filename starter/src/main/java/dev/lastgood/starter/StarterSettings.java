package dev.lastgood.starter;

import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.artifacts.ArtifactsSettings;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The starter's settings.
 *
 * @param catalog the catalog's file
 */
@ConfigurationProperties("lastgood")
public record StarterSettings(
        @DefaultValue("config/lastgood.yml") Path catalog,
        @DefaultValue Temporal temporal,
        @DefaultValue History history,
        @DefaultValue Webhook webhook,
        @DefaultValue Api api,
        @DefaultValue ArtifactsSettings artifacts) {

    /** @param address {@code host:port} */
    public record Temporal(
            @DefaultValue("127.0.0.1:7233") String address,
            @DefaultValue("default") String namespace) {}

    /** @param url such as {@code jdbc:postgresql://localhost:5432/lastgood}; without it there is no history to show */
    public record History(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {}

    /**
     * Who may send alerts, and which count. Without anybody every call is refused.
     *
     * @param token where the bearer token is
     * @param tokens where further ones are, by name
     * @param users where the passwords of basic authentication are, by user
     * @param certificates subjects of client certificates, where {@code server.ssl} asks for them
     * @param receivers which of Alertmanager's receivers count; none means all
     */
    public record Webhook(
            @Nullable String token,
            @DefaultValue Map<String, String> tokens,
            @DefaultValue Map<String, String> users,
            @DefaultValue List<String> certificates,
            @DefaultValue List<String> receivers) {}

    /** @param token where the bearer token is; without one only this machine can be listened to */
    public record Api(@Nullable String token) {}

    /**
     * The secret that a setting leads to; null when the setting is not there.
     *
     * @throws StartRefused when it leads nowhere; never quotes what may be the secret itself
     */
    static @Nullable String secret(String setting, String variable, @Nullable String value, Secrets secrets) {
        try {
            return secrets.ofSetting(setting, variable, value);
        } catch (ApplicationFailure e) {
            throw new StartRefused(e.getOriginalMessage());
        }
    }
}
