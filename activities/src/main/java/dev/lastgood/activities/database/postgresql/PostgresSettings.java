package dev.lastgood.activities.database.postgresql;

import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
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
        Compare compare,

        @Describe(
                "how the restored data takes the live data's place: auto (the best that can be done), rename, schemas, repoint, in-place")
        @Default("auto")
        Way way,

        @Describe("how the application is pointed to another database, for the way repoint") @Nullable
        Repoint repoint) {

    /** What may be chosen. */
    public enum Way {
        AUTO,
        RENAME,
        SCHEMAS,
        REPOINT,
        IN_PLACE
    }

    /** Programs with their arguments, run without a shell; {@code {database}} in an argument stands for the name. */
    public record Repoint(
            @Describe(
                    "points the application to {database}, such as [/opt/shop/use-database, \"{database}\"]; exit code 0: done")
            List<String> command,

            @Describe("prints the name of the database that the application is pointed to, and nothing else")
            List<String> shows,

            @Describe("how long each may take") @Default("2m")
            Duration timeLimit) {}

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

    /** Dumps in a folder, told apart by name. */
    public record Backups(
            @Describe("a folder that the worker can read") String folder,

            @Describe(
                    "file names, such as pre-onboarding-{time}.sql.gz: {time} is yyyyMMdd-HHmmss, * anything; without {time} the file's own time counts")
            @Default("*{time}*")
            String pattern,

            @Describe("the time zone of {time}, such as Europe/Paris") @Default("UTC")
            String zone,

            @Describe("older backups are refused, such as 7d") @Nullable
            Duration maxAge) {}

    /** Where the emergency backup goes. */
    public record Emergency(
            @Describe("a folder that the worker can write to")
            String folder,

            @Describe("only these tables, as pg_dump --table takes them; none: all") @Default("[]")
            List<String> tables) {}

    /** Tables as schema.name, with * for anything. */
    public record Compare(
            @Describe("only these tables, such as public.*; none: all") @Default("[]")
            List<String> include,

            @Describe("not these tables, such as public.sessions") @Default("[]")
            List<String> exclude) {}
}
