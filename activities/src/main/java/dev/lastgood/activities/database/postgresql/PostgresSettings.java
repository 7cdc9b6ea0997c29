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
                "how much data may be lost at most, such as 1h; a backup that is older is said to be, in the question")
        @Nullable
        Duration recoveryPointObjective) {

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
            List<String> exclude,

            @Describe(
                    "sessions a side, one a table at a time; each keeps a processor of the server busy, so two sessions in all take two")
            @Default("1")
            int parallel,

            @Describe(
                    "about how long it may take: tables too large for it are sampled, and the numbers called estimates")
            @Default("60s")
            Duration budget,

            @Describe(
                    "rows shown of each table as examples of what is lost, comes back and is changed; they stand in a file beside the evidence, never in messages or workflows")
            @Default("0")
            int examples,

            @Describe("columns as schema.table.column, with * for anything, whose values examples never show")
            @Default(
                    "[\"*passw*\", \"*token*\", \"*secret*\", \"*api_key*\", \"*email*\", \"*phone*\", \"*iban*\", \"*card*\", \"*ssn*\", \"*address*\"]")
            List<String> mask) {

        @Override
        public int parallel() {
            return Math.max(1, parallel);
        }
    }
}
