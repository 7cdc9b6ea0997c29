package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.dumps.PlainDump;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads a dump into a database: psql for a plain one, pg_restore for a custom one. Owners and grants are kept, as an
 * application without its rights would be found out only after the swap; what can't be kept fails here, by name.
 */
public final class DumpLoader {
    /** Behind the application name of the sessions that load. */
    public static final String ROLE = "restore";

    private static final int TRANSACTION_TIMEOUT_SINCE = 17;
    private static final Pattern NO_ROLE = Pattern.compile("role \"(.+?)\" does not exist");
    private static final Pattern NOT_MEMBER =
            Pattern.compile("must be (?:member of|able to SET ROLE|owner of) (?:role )?(.+)");
    // What passes: the server went away or was restarted in the middle.
    private static final Pattern LOST = Pattern.compile(
            "server closed the connection|terminating connection|connection to server|could not connect|no connection");

    private final Server server;
    private final PostgresPrograms.Client client;
    private final int serverMajor;
    private final boolean superuser;

    public DumpLoader(Server server, PostgresPrograms.Client client, int serverMajor, boolean superuser) {
        this.server = server;
        this.client = client;
        this.serverMajor = serverMajor;
        this.superuser = superuser;
    }

    public void load(Backup backup, String database) throws IOException, InterruptedException, BadDump {
        Path path = Path.of(backup.location());
        if (!Files.exists(path)) {
            throw Failures.permanent(FailureType.NOT_FOUND, "backup " + path + " is gone since it was chosen");
        }
        DumpFile file = new DumpFile(path);
        ClientProgram.Result result = file.format().isArchive() ? archive(path, database) : plain(file, database);
        if (!result.ok()) {
            throw failed(backup, server.redact(result.errors()));
        }
    }

    private ClientProgram.Result plain(DumpFile file, String database)
            throws IOException, InterruptedException, BadDump {
        IntConsumer percent =
                done -> server.attended().at("restoring " + file.path().getFileName() + ", " + done + " %");
        return program("psql", List.of("-X", "-q", "-w", "-v", "ON_ERROR_STOP=1"), database)
                .feed(out -> file.readPlain(percent, sql -> PlainDump.read(sql, out, this::isUnwanted)));
    }

    private boolean isUnwanted(String line) {
        return serverMajor < TRANSACTION_TIMEOUT_SINCE && line.equals("SET transaction_timeout = 0;")
                || !superuser && line.startsWith("COMMENT ON EXTENSION ");
    }

    private ClientProgram.Result archive(Path path, String database) throws IOException, InterruptedException {
        server.attended().at("restoring " + path.getFileName());
        List<String> arguments = new ArrayList<>(List.of("--exit-on-error", "--no-subscriptions", "--no-password"));
        if (!superuser) {
            arguments.add("--no-comments");
        }
        // As a connection string, or a name with = in it would be taken for one.
        String quoted = database.replace("\\", "\\\\").replace("'", "\\'");
        arguments.addAll(List.of("--dbname", "dbname='" + quoted + "'", path.toString()));
        return program("pg_restore", arguments, database).run();
    }

    private ClientProgram program(String name, List<String> arguments, String database) {
        Map<String, String> environment = server.environment(database, ROLE);
        if (superuser) {
            // Autovacuum takes the locks that building indexes needs; each hit costs the time until a deadlock is
            // looked for.
            environment.put("PGOPTIONS", "-c deadlock_timeout=50ms");
        }
        return new ClientProgram(client.program(name), arguments, environment, server.attended());
    }

    private ApplicationFailure failed(Backup backup, String errors) {
        String what = "backup " + backup.name() + " can't be restored: ";
        Matcher missing = NO_ROLE.matcher(errors);
        if (missing.find()) {
            return Failures.permanent(
                    FailureType.NOT_FOUND,
                    what + "it needs the role " + missing.group(1) + ", which this server does not have: CREATE ROLE "
                            + Sql.quote(missing.group(1)) + " NOLOGIN there, then try again");
        }
        Matcher member = NOT_MEMBER.matcher(errors);
        if (member.find()) {
            return Failures.permanent(
                    FailureType.REFUSED,
                    what + "role " + server.settings().user() + " has not the rights (" + member.group()
                            + "): grant them, or name a superuser in the catalog");
        }
        if (errors.contains("No space left on device")) {
            return Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    what + "the server's disk is full; the half-restored database was dropped to give the space back");
        }
        if (LOST.matcher(errors).find()) {
            throw new IllegalStateException(what + errors);
        }
        return Failures.permanent(FailureType.COMMAND_FAILED, what + errors);
    }
}
