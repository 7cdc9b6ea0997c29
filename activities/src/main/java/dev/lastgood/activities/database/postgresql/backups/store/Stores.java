package dev.lastgood.activities.database.postgresql.backups.store;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.artifacts.S3Settings;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the place that the catalog names. */
public final class Stores {
    /** Larger files go to S3 in parts of this size. */
    private static final long PART_BYTES = 64 * 1024 * 1024;

    private static final int SSH = 22;

    private Stores() {}

    public static BackupStore open(PostgresSettings.Backups settings, Secrets secrets) throws IOException {
        PostgresSettings.Sftp sftp = settings.sftp();
        PostgresSettings.S3 s3 = settings.s3();
        String folder = settings.folder();
        int places = (folder == null ? 0 : 1) + (sftp == null ? 0 : 1) + (s3 == null ? 0 : 1);
        if (places != 1) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "backups: name one of folder, sftp and s3, and only one; " + places + " stand there");
        }
        if (sftp != null) {
            return SftpStore.open(login(sftp, secrets));
        }
        return s3 != null ? bucket(s3, secrets) : new FolderStore(Path.of(String.valueOf(folder)), "backups.folder");
    }

    private static BackupStore bucket(PostgresSettings.S3 s3, Secrets secrets) {
        S3Settings settings = new S3Settings(s3.bucket(), s3.prefix(), s3.region(), s3.endpoint(), s3.pathStyle());
        return new S3Store(settings, resolved(s3.accessKey(), secrets), resolved(s3.secretKey(), secrets), PART_BYTES);
    }

    private static SftpStore.Login login(PostgresSettings.Sftp sftp, Secrets secrets) {
        if (sftp.privateKey() == null && sftp.password() == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "backups.sftp: neither private-key nor password says how to log in");
        }
        String[] server = sftp.server().split(":", 2);
        int port;
        try {
            port = server.length == 1 ? SSH : Integer.parseInt(server[1]);
        } catch (NumberFormatException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "backups.sftp.server: '" + sftp.server() + "' is not host or host:port");
        }
        String folder = sftp.folder().replaceFirst("/+$", "");
        return new SftpStore.Login(
                server[0],
                port,
                sftp.user(),
                resolved(sftp.privateKey(), secrets),
                resolved(sftp.password(), secrets),
                Path.of(sftp.knownHosts()),
                folder);
    }

    private static @Nullable String resolved(@Nullable SecretRef secret, Secrets secrets) {
        return secret == null ? null : secrets.resolve(secret);
    }
}
