package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a dump can't be loaded, for someone who has to do something about it. */
final class LoadFailures {
    private static final Pattern NO_ROLE = Pattern.compile("role \"(.+?)\" does not exist");
    private static final Pattern NOT_MEMBER =
            Pattern.compile("must be (?:member of|able to SET ROLE|owner of) (?:role )?(.+)|permission denied .*");
    private static final Pattern NO_EXTENSION = Pattern.compile(
            "extension \"(.+?)\" is not available|could not open extension control file \".*/(.+?)\\.control\"");
    private static final Pattern NEW_SETTING = Pattern.compile("unrecognized configuration parameter \"(.+?)\"");
    // What passes: the server went away or was restarted in the middle, or had no room for one more session.
    private static final Pattern LOST = Pattern.compile(
            "server closed the connection|terminating connection|connection to server|could not connect|no connection");
    private static final Pattern LOST_STATES = Pattern.compile("08...|57P0[1-5]|53300|40...|null");
    // Syntax errors, and names of functions, types, settings that are not there.
    private static final Set<String> NOT_UNDERSTOOD = Set.of("42601", "42704", "42883", "22023", "0A000", "42P16");
    private static final String DISK_FULL = "53100";
    private static final Set<String> NO_SUCH_LETTER = Set.of("22021", "22P05");

    private static final String ADVICE =
            ". Restore it by hand into a server of that major and dump it from there as the older one takes it, or choose"
                    + " another backup";

    private final Server server;
    private final Backup backup;
    private final int major;
    private final DiskSpace space;

    /** @param major of the server */
    LoadFailures(Server server, Backup backup, int major, DiskSpace space) {
        this.server = server;
        this.backup = backup;
        this.major = major;
        this.space = space;
    }

    /**
     * @param dumpMajor of the server that was dumped; 0 where unknown
     * @throws IllegalStateException for what may pass
     */
    ApplicationFailure of(StatementFailed failed, int dumpMajor) {
        if (LOST_STATES.matcher(failed.state()).matches()) {
            throw new IllegalStateException(what() + failed.getMessage(), failed);
        }
        if (failed.state().equals(DISK_FULL)) {
            return full();
        }
        if (NO_SUCH_LETTER.contains(failed.state())) {
            return permanent(
                    FailureType.COMMAND_FAILED,
                    "it holds letters that the encoding of the live database has not: " + failed.getMessage());
        }
        String errors = String.valueOf(failed.getMessage());
        return named(errors).or(() -> newer(failed, dumpMajor)).orElseGet(() -> of(errors));
    }

    private Optional<ApplicationFailure> newer(StatementFailed failed, int dumpMajor) {
        Matcher setting = NEW_SETTING.matcher(failed.reason());
        if (setting.find()) {
            return Optional.of(permanent(
                    FailureType.UNVERIFIED,
                    "it is a dump of a newer major: it sets " + setting.group(1) + ", which this server, PostgreSQL "
                            + major + ", does not know (" + failed.getMessage() + ")" + ADVICE));
        }
        if (dumpMajor > major && NOT_UNDERSTOOD.contains(failed.state())) {
            return Optional.of(permanent(
                    FailureType.UNVERIFIED,
                    "it is a dump of a newer major, PostgreSQL " + dumpMajor + ", and this server is " + major
                            + ", which does not understand " + failed.getMessage() + ADVICE));
        }
        return Optional.empty();
    }

    /** @throws IllegalStateException for what may pass */
    ApplicationFailure of(String errors) {
        Optional<ApplicationFailure> named = named(errors);
        if (named.isPresent()) {
            return named.get();
        }
        if (errors.contains("No space left on device")) {
            return full();
        }
        if (LOST.matcher(errors).find()) {
            throw new IllegalStateException(what() + errors);
        }
        return permanent(FailureType.COMMAND_FAILED, errors);
    }

    /** What the server lacks, by its name. */
    private Optional<ApplicationFailure> named(String errors) {
        Matcher missing = NO_ROLE.matcher(errors);
        if (missing.find()) {
            return Optional.of(permanent(
                    FailureType.NOT_FOUND,
                    "it needs the role " + missing.group(1) + ", which this server does not have: CREATE ROLE "
                            + Sql.quote(missing.group(1)) + " NOLOGIN there, then try again"));
        }
        Matcher extension = NO_EXTENSION.matcher(errors);
        if (extension.find()) {
            String name = extension.group(1) == null ? extension.group(2) : extension.group(1);
            return Optional.of(permanent(
                    FailureType.NOT_FOUND,
                    "it needs the extension " + name + ", which is not installed on this server: install its package"
                            + " there, then try again"));
        }
        Matcher member = NOT_MEMBER.matcher(errors);
        if (member.find()) {
            return Optional.of(permanent(
                    FailureType.REFUSED,
                    "role " + server.settings().user() + " has not the rights (" + errors
                            + "): grant them, or name a superuser in the catalog"));
        }
        return Optional.empty();
    }

    private ApplicationFailure full() {
        return permanent(
                FailureType.COMMAND_FAILED,
                "the server's disk is full; the half-restored database was dropped at once to give the space back. A"
                        + " restore " + space.words());
    }

    private ApplicationFailure permanent(FailureType type, String why) {
        return Failures.permanent(type, what() + why);
    }

    private String what() {
        return "backup " + backup.name() + " can't be restored: ";
    }
}
