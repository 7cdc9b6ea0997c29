package dev.lastgood.history.artifacts;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where artifacts are kept, as worker and starter are told: in a folder, or in the bucket when one is named. Both must be told
 * the same.
 *
 * @param bucket in anything that speaks S3; the keys are found as the AWS SDK finds them
 * @param prefix see {@link S3Settings}, as for the rest
 */
public record ArtifactsSettings(
        @Nullable Path folder,
        @Nullable String bucket,
        @Nullable String prefix,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable Boolean pathStyle) {

    private static final Path FOLDER = Path.of(".lastgood/artifacts");

    public Artifacts open() {
        if (bucket == null || bucket.isBlank()) {
            return new FolderArtifacts((folder == null ? FOLDER : folder).toAbsolutePath());
        }
        return S3Artifacts.open(
                new S3Settings(bucket, prefix == null ? "" : prefix, region, endpoint, Boolean.TRUE.equals(pathStyle)));
    }
}
