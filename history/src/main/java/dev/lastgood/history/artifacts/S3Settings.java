package dev.lastgood.history.artifacts;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where artifacts go in anything that speaks S3.
 *
 * @param prefix put before every key, such as {@code lastgood/}; empty for none
 * @param region null takes AWS's own ways of finding it, or {@code us-east-1} at an endpoint that is not AWS's
 * @param endpoint null for AWS itself
 * @param pathStyle whether the bucket stands in the path, not in the host name; most servers besides AWS want it so
 */
public record S3Settings(
        String bucket,
        String prefix,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle) {

    public S3Settings {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("artifacts.bucket is empty: name the bucket that artifacts go to");
        }
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }
}
