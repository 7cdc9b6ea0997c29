package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.support.road.Tunnel;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Size;
import dev.lastgood.catalog.settings.WarmShadowSettings;
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
        Compare compare,

        @Describe("poolers in front of the server, paused for the milliseconds of the swap") @Default("[]")
        List<PgBouncer> pgbouncer,

        @Describe("physical standbys of the server, whose readers are moved to the restored data after the swap")
        @Default("[]")
        List<Standby> standbys,

        @Describe("how the application logs in, tried before the restore on an empty database made like the live one")
        @Nullable
        Application application,

        @Describe("reverse scripts and migration tools; --only migration needs it") @Nullable
        Migration migration,

        @Describe("restores the newest good backup on a schedule and leaves it ready to be swapped in") @Nullable
        WarmShadowSettings warmShadow,

        @Describe("allows 'lastgood restore-point': a copy on the server before a deploy") @Nullable
        RestorePoints restorePoint,

        @Describe("how hard a restore may work the server") @Default("{}")
        Load load,

        @Describe(
                "how much data may be lost at most, such as 1h; a backup that is older is said to be, in the question")
        @Nullable
        Duration recoveryPointObjective,

        @Describe(
                "how the restored data takes the live data's place: auto (the best that can be done), rename, schemas, repoint, in-place")
        @Default("auto")
        Way way,

        @Describe("how the application is pointed to another database, for the way repoint") @Nullable
        Repoint repoint,

        @Describe(
                "how long a displaced database is kept after the swap, such as 7d; a day before it goes people are reminded")
        @Default("7d")
        Duration keepDisplaced,

        @Describe("how to come to a server of which no port is reached; then server is only what people call it")
        @Nullable
        Tunnel tunnel) {

    public PostgresSettings {
        pgbouncer = pgbouncer == null ? List.of() : List.copyOf(pgbouncer);
        standbys = standbys == null ? List.of() : List.copyOf(standbys);
    }

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

    /** Copies of the live database on its own server. */
    public record RestorePoints(
            @Describe(
                    "sessions may be ended and logins may wait while the files are copied (some 0.5 s a GB); else it is dumped and restored, which nobody notices and takes longer")
            @Default("false")
            boolean block,

            @Describe("how many are kept, and how long") @Default("{}")
            KeptPoints keep,

            @Describe("what restore points may take on the server")
            Size diskBudget) {}

    /** The older ones are dropped when a new one stands ready. */
    public record KeptPoints(
            @Describe("how many") @Default("3") int count,
            @Describe("how long, such as 2d") @Default("2d") Duration age) {}

    /** A PgBouncer's admin console. */
    public record PgBouncer(
            @Describe("where it listens") String host,

            @Describe("its port") @Default("6432") int port,

            @Describe("one of its admin_users") String user,

            @Describe("its password; none where it asks for none") @Nullable
            SecretRef password,

            @Describe("the database's name there; none: as on the server") @Nullable
            String database) {}

    /** A server that follows by physical replication; the role and password are the database's own. */
    public record Standby(
            @Describe("where it listens") String host,

            @Describe("its port") @Default("5432") int port) {}

    /** The application's own road to its database. */
    public record Application(
            @Describe("the role that the application logs in as")
            String user,

            @Describe("its password; none where the server asks for none") @Nullable
            SecretRef password,

            @Describe("its pooler's host; none: the server's") @Nullable
            String host,

            @Describe("its pooler's port; none: the server's") @Nullable
            Integer port) {}

    /** What takes the database's own migrations back. */
    public record Migration(
            @Describe(
                    "where migrations and their reverse scripts lie, such as prisma/migrations: VERSION/down.sql, UVERSION__name.sql, or any file that --script names")
            @Nullable
            String folder,

            @Describe(
                    "the reverse script that is run where a request names none: a file, or a path or version below folder; none: the newest applied migration's")
            @Nullable
            String script,

            @Describe("how long one try waits for a lock before it lets go and tries again") @Default("2s")
            Duration lockTimeout,

            @Describe("how long it is tried again for locks before a person is asked") @Default("1m")
            Duration tryFor,

            @Describe("databases up to this size are rehearsed on with all their rows, larger ones without")
            @Default("2GB")
            Size rehearseWithRowsUpTo,

            @Describe(
                    "where tools keep what they have run, such as audit.flyway_schema_history; found by itself otherwise")
            @Default("{}")
            Tables tables) {}

    /** Tables of migration tools, as SQL names them. */
    public record Tables(
            @Describe("Prisma's, when it is not _prisma_migrations") @Nullable
            String prisma,

            @Describe("Supabase's, when it is not supabase_migrations.schema_migrations") @Nullable
            String supabase,

            @Describe("Flyway's, when it is not flyway_schema_history") @Nullable
            String flyway) {}

    /** What a restore may take of the server's strength while users are on it. */
    public record Load(
            @Describe("sessions that rows are loaded by at the same time") @Default("2")
            int connections,

            @Describe("maintenance_work_mem of each session that builds indexes, such as 512MB; none: the server's own")
            @Nullable
            Size maintenanceWorkMem,

            @Describe("not more of the unpacked dump a second than this, such as 20MB; none: as much as it can")
            @Nullable
            Size rateLimit) {

        private static final int MOST = 32;

        public Load {
            if (connections < 1 || connections > MOST) {
                throw new IllegalArgumentException("connections must be from 1 to " + MOST);
            }
        }
    }

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
}
