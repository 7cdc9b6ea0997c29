package dev.lastgood.starter;

import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Secrets;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
        @DefaultValue Artifacts artifacts) {

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
     * @param token where the bearer token is; without one every call is refused
     * @param receivers which of Alertmanager's receivers count; none means all
     */
    public record Webhook(
            @Nullable String token, @DefaultValue List<String> receivers) {}

    /** @param token where the bearer token is; without one only this machine can be listened to */
    public record Api(@Nullable String token) {}

    /**
     * @param folder where artifacts lie
     * @param bucket where they lie in anything that speaks S3, instead
     */
    public record Artifacts(
            @DefaultValue("artifacts") Path folder,
            @Nullable String bucket,
            @DefaultValue("") String prefix,
            @Nullable String region,
            @Nullable URI endpoint,
            @DefaultValue("false") boolean pathStyle) {}

    /**
     * The secret that a setting refers to; null when the setting is not there.
     *
     * @throws StartRefused when the reference is none or leads nowhere; never quotes what may be the secret itself
     */
    static @Nullable String secret(String setting, @Nullable String reference, Secrets secrets) {
        if (reference == null || reference.isBlank()) {
            return null;
        }
        try {
            return secrets.resolve(new SecretRef(reference));
        } catch (IllegalArgumentException e) {
            throw new StartRefused(setting + ": " + e.getMessage());
        } catch (ApplicationFailure e) {
            throw new StartRefused(setting + ": " + e.getOriginalMessage());
        }
    }
}
