package dev.lastgood.history.artifacts;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Artifacts as objects, {@code s3://<bucket>/<prefix><environment>/<service>/<key>/<name>}, up to 5 GiB each (one PUT, which is
 * atomic). The checksum is kept as the object's metadata {@code sha256}.
 */
public final class S3Artifacts implements Artifacts, AutoCloseable {
    private static final String SHA256 = "sha256";

    private final S3Client s3;
    private final S3Settings settings;

    S3Artifacts(S3Client s3, S3Settings settings) {
        this.s3 = s3;
        this.settings = settings;
    }

    /** With the credentials that AWS's default chain finds: environment, profile, web identity, instance. */
    public static S3Artifacts open(S3Settings settings) {
        return new S3Artifacts(S3Clients.open(settings), settings);
    }

    public static S3Artifacts open(S3Settings settings, String accessKey, String secretKey) {
        return new S3Artifacts(S3Clients.open(settings, accessKey, secretKey), settings);
    }

    @Override
    public Artifact put(RollbackRef rollback, String name, InputStream content) throws IOException {
        String key = key(rollback, name);
        // The length and the checksum go ahead of the content, and a retry sends it again: so it goes to the disk
        // first.
        Path folder = Files.createTempDirectory("lastgood-artifact-");
        Path file = folder.resolve(name);
        try {
            Checksums checksums = Checksums.write(content, file);
            s3.putObject(
                    it -> it.bucket(settings.bucket()).key(key).metadata(Map.of(SHA256, checksums.sha256())),
                    RequestBody.fromFile(file));
            return checksums.artifact(name, uri(key));
        } catch (SdkException e) {
            throw S3Problem.explain("can't be written", uri(key), settings, e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    @Override
    public InputStream open(RollbackRef rollback, String name) throws IOException {
        String key = key(rollback, name);
        try {
            return s3.getObject(it -> it.bucket(settings.bucket()).key(key));
        } catch (NoSuchKeyException e) {
            throw (NoSuchFileException) new NoSuchFileException(uri(key).toString()).initCause(e);
        } catch (SdkException e) {
            throw S3Problem.explain("can't be read", uri(key), settings, e);
        }
    }

    @Override
    public List<Artifact> list(RollbackRef rollback) throws IOException {
        String folder = settings.prefix() + ArtifactPath.folder(rollback) + "/";
        List<Artifact> artifacts = new ArrayList<>();
        try {
            for (S3Object object : s3.listObjectsV2Paginator(
                            it -> it.bucket(settings.bucket()).prefix(folder))
                    .contents()) {
                String name = object.key().substring(folder.length());
                if (ArtifactPath.isName(name)) {
                    artifacts.add(new Artifact(
                            name, uri(object.key()).toString(), sha256(rollback, name, object.key()), object.size()));
                }
            }
        } catch (SdkException e) {
            throw S3Problem.explain("can't be listed", uri(folder), settings, e);
        }
        return List.copyOf(artifacts);
    }

    @Override
    public URI uriOf(RollbackRef rollback, String name) {
        return uri(key(rollback, name));
    }

    @Override
    public void close() {
        s3.close();
    }

    /** An object that something else put there has no such metadata: it is read. */
    private String sha256(RollbackRef rollback, String name, String key) throws IOException {
        @Nullable
        String known = s3.headObject(it -> it.bucket(settings.bucket()).key(key))
                .metadata()
                .get(SHA256);
        if (known != null) {
            return known;
        }
        try (InputStream content = open(rollback, name)) {
            return Checksums.of(content).sha256();
        }
    }

    private String key(RollbackRef rollback, String name) {
        return settings.prefix() + ArtifactPath.file(rollback, name);
    }

    private URI uri(String key) {
        return URI.create("s3://" + settings.bucket() + "/" + key);
    }
}
