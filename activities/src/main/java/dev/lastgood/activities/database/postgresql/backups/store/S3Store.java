package dev.lastgood.activities.database.postgresql.backups.store;

import dev.lastgood.history.artifacts.S3Clients;
import dev.lastgood.history.artifacts.S3Settings;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects below a prefix. An object appears whole; a folder's objects appear one by one, its table of contents last, without
 * which it is no dump.
 */
public final class S3Store implements BackupStore {
    private final S3Client s3;
    private final S3Settings settings;
    private final long partBytes;

    /** @param accessKey null: AWS's default chain finds the credentials */
    public S3Store(S3Settings settings, @Nullable String accessKey, @Nullable String secretKey, long partBytes) {
        this.settings = settings;
        this.partBytes = partBytes;
        this.s3 = accessKey == null || secretKey == null
                ? S3Clients.open(settings)
                : S3Clients.open(settings, accessKey, secretKey);
    }

    @Override
    public List<Entry> list(Predicate<String> wanted) throws IOException {
        return asked(settings.prefix(), () -> {
            List<Entry> entries = new ArrayList<>();
            for (S3Object object : s3.listObjectsV2Paginator(
                            it -> it.bucket(settings.bucket()).prefix(settings.prefix()))
                    .contents()) {
                String path = object.key().substring(settings.prefix().length());
                String[] parts = path.split("/", -1);
                boolean inner = parts.length == 2 && !parts[1].isEmpty() && wanted.test(parts[0]);
                if (parts.length == 1 && !path.isEmpty() || inner) {
                    entries.add(new Entry(path, object.size(), object.lastModified()));
                }
            }
            return entries;
        });
    }

    @Override
    public InputStream read(String path, long from) throws IOException {
        return asked(
                path,
                () -> s3.getObject(it ->
                        it.bucket(settings.bucket()).key(key(path)).range(from == 0 ? null : "bytes=" + from + "-")));
    }

    @Override
    public void put(Path local, String name, LongConsumer sent) throws IOException {
        for (Path file : LocalFiles.of(local)) {
            String path = Files.isDirectory(local) ? name + "/" + file.getFileName() : name;
            long bytes = Files.size(file);
            asked(path, () -> {
                if (bytes <= partBytes) {
                    s3.putObject(it -> it.bucket(settings.bucket()).key(key(path)), RequestBody.fromFile(file));
                    sent.accept(bytes);
                } else {
                    new S3Upload(s3, settings.bucket(), key(path), partBytes).send(file, sent);
                }
                return path;
            });
        }
    }

    @Override
    public void remove(String name) throws IOException {
        for (Entry entry : list(name::equals)) {
            if (entry.path().equals(name) || entry.path().startsWith(name + "/")) {
                asked(
                        entry.path(),
                        () -> s3.deleteObject(it -> it.bucket(settings.bucket()).key(key(entry.path()))));
            }
        }
    }

    @Override
    public String location(String name) {
        return "s3://" + settings.bucket() + "/" + key(name);
    }

    @Override
    public void close() {
        s3.close();
    }

    private String key(String path) {
        return settings.prefix() + path;
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T asked(String path, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (NoSuchKeyException e) {
            throw (NoSuchFileException) new NoSuchFileException(location(path)).initCause(e);
        } catch (SdkException e) {
            throw explain(e);
        }
    }

    private IOException explain(SdkException failure) {
        String where = "s3://" + settings.bucket() + " on "
                + (settings.endpoint() == null ? "AWS" : settings.endpoint().toString());
        if (!(failure instanceof S3Exception answer)) {
            String message = String.valueOf(failure.getMessage());
            if (failure instanceof SdkClientException && message.contains("credentials")) {
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        where
                                + ": no credentials. Name them in the catalog (backups.s3.access-key, secret-key) or give them"
                                + " to the worker in one of AWS's ways",
                        failure);
            }
            return new IOException(
                    where + " can't be reached: " + message + ". Check endpoint, region and network", failure);
        }
        return switch (answer.statusCode()) {
            case 401, 403 ->
                throw Failures.permanent(
                        FailureType.REFUSED,
                        where
                                + ": access denied. Check backups.s3.access-key and secret-key, and that they may list, get"
                                + " and put in this bucket",
                        failure);
            case 404 ->
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        where + ": there is no such bucket. Correct backups.s3.bucket",
                        failure);
            default -> new IOException(where + " answers " + answer.statusCode() + ": " + answer.getMessage(), failure);
        };
    }
}
