package dev.lastgood.activities.database.postgresql;

import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the catalog says of a PostgreSQL database, beside its server and name. */
public record PostgresSettings(
        @Describe("the role that restores and swaps: a superuser, or the databases' owner with CREATEDB")
        String user,

        @Describe("its password; none where the server asks for none") @Nullable
        SecretRef password,

        @Describe("a database of the same server from which others are renamed; never the one under care")
        @Default("postgres")
        String maintenanceDatabase,

        @Describe("as libpq's sslmode: disable, prefer, require, verify-ca, verify-full") @Default("prefer")
        SslMode sslMode,

        @Describe("a file with the certificates of authorities that sign the server's own") @Nullable
        String sslRootCert,

        @Describe(
                "allow a restore on the server that also holds Lastgood's own databases; the swap holds up their logins for milliseconds")
        @Default("false")
        boolean sharesServerWithLastgood,

        @Describe("where the dumps lie") Backups backups,

        @Describe("the dump of the present state before anything is changed") @Nullable
        Emergency emergency,

        @Describe("which tables are compared before the yes") @Default("{}")
        Compare compare) {

    /** As libpq and the driver write it, in lower case. */
    public enum SslMode {
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        public String libpq() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Where dumps lie (one of folder, sftp and s3), which of them count, and how long those made by Lastgood are kept. */
    public record Backups(
            @Describe("a folder that the worker can read") @Nullable
            String folder,

            @Describe(
                    "file names, such as pre-onboarding-{time}.sql.gz: {time} is yyyyMMdd-HHmmss, * anything; without {time} the file's own time counts")
            @Default("*{time}*")
            String pattern,

            @Describe("the time zone of {time}, such as Europe/Paris") @Default("UTC")
            String zone,

            @Describe("older backups are refused, such as 7d") @Nullable
            Duration maxAge,

            @Describe("a folder on a server that is reached over SSH") @Nullable
            Sftp sftp,

            @Describe("a bucket of S3, or of what speaks it") @Nullable
            S3 s3,

            @Describe("which of the backups that match the pattern are kept when a new one was made; none: all")
            @Nullable
            Keep keep,

            @Describe("where the worker puts what it fetches from sftp or s3, and what it makes") @Default("{}")
            Staging staging) {}

    /** Over SSH. The server's key must stand in the known-hosts file. */
    public record Sftp(
            @Describe("host, or host:port") String server,
            @Describe("whom to log in as") String user,

            @Describe("the folder there, such as /srv/backups")
            String folder,

            @Describe("a file as ssh-keyscan writes it, with the server's key")
            String knownHosts,

            @Describe("the key to log in with, in OpenSSH's or PEM form, without a passphrase") @Nullable
            SecretRef privateKey,

            @Describe("the password to log in with, where there is no key") @Nullable
            SecretRef password) {}

    /** Without keys, AWS's default chain finds them: environment, profile, web identity, instance. */
    public record S3(
            @Describe("the bucket's name") String bucket,

            @Describe("what all keys begin with, such as shop/") @Default("")
            String prefix,

            @Describe("the bucket's region, such as eu-west-3") @Nullable
            String region,

            @Describe("the server's address, where it is not AWS") @Nullable
            URI endpoint,

            @Describe("the bucket stands in the path, not in the host's name; most servers besides AWS want it so")
            @Default("false")
            boolean pathStyle,

            @Describe("the access key's id") @Nullable SecretRef accessKey,

            @Describe("the secret that belongs to it") @Nullable
            SecretRef secretKey) {}

    /** A backup is removed when neither of them keeps it; never the newest one. */
    public record Keep(
            @Describe("the newest so many") @Nullable Integer count,

            @Describe("those younger than this, such as 30d") @Nullable
            Duration age) {}

    /** Bounded: what has not been used for longest makes room. */
    public record Staging(
            @Describe("a folder that the worker can write to; none: one beside the system's temporary files") @Nullable
            String folder,

            @Describe("how much may lie there, such as 50GB") @Default("100GB")
            Size atMost) {}

    /** Where the emergency backup goes. */
    public record Emergency(
            @Describe("a folder that the worker can write to")
            String folder,

            @Describe("only these tables, as pg_dump --table takes them; none: all") @Default("[]")
            List<String> tables,

            @Describe(
                    "the swap waits until it is finished and verified; if not, the displaced database, which is kept, stands in for it")
            @Default("false")
            boolean required) {}

    /** Tables as schema.name, with * for anything. */
    public record Compare(
            @Describe("only these tables, such as public.*; none: all") @Default("[]")
            List<String> include,

            @Describe("not these tables, such as public.sessions") @Default("[]")
            List<String> exclude) {}
}
