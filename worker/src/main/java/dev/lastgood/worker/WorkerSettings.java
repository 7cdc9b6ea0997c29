package dev.lastgood.worker;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a worker is told beside Spring's and Temporal's own settings.
 *
 * @param templates a folder whose message and report templates win over those that come along
 * @param temporalDatabase where Temporal keeps its state, as {@code host:port/database}: it is never restored beside
 * @param postgresPrograms where pg_dump, pg_restore and psql are, when not in the usual places
 */
@ConfigurationProperties("lastgood")
public record WorkerSettings(
        History history,
        Artifacts artifacts,
        @Nullable Path templates,
        @Nullable Path postgresPrograms,
        @Nullable String temporalDatabase) {

    /**
     * @param url {@code jdbc:postgresql://host:port/database}
     * @param password a reference: {@code env:NAME} or {@code file:/path}
     */
    public record History(
            @DefaultValue("jdbc:postgresql://127.0.0.1:5432/lastgood")
            String url,

            @Nullable String user,
            @Nullable String password) {}

    /** In a folder, unless a bucket is named. */
    public record Artifacts(
            @DefaultValue(".lastgood/artifacts") Path folder,
            @Nullable S3 s3) {}

    /** Anything that speaks S3; the keys are found as the AWS SDK finds them. */
    public record S3(
            String bucket,
            @DefaultValue("") String prefix,
            @Nullable String region,
            @Nullable URI endpoint,
            @DefaultValue("false") boolean pathStyle) {}
}
