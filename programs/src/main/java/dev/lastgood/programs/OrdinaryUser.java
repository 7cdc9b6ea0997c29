package dev.lastgood.programs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL refuses to run as root. Where we are root, its programs are run in a user namespace of their own, in which nobody
 * is root and root's files still can be read; where that is not allowed, as the user postgres or nobody, who then owns the
 * folder.
 */
final class OrdinaryUser {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> prefix;

    private OrdinaryUser(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /**
     * @param folder of the server, given to the other user if there is one
     * @throws ProgramException if we are root and there is no way to be somebody else
     */
    static OrdinaryUser forServerIn(Path folder, Environment environment) {
        if (!prints("0", List.of("id", "-u"))) {
            return new OrdinaryUser(List.of());
        }
        List<String> unshare = List.of("unshare", "-U");
        if (prints("65534", with(unshare, List.of("id", "-u")))) {
            return new OrdinaryUser(unshare);
        }
        return another(environment, folder)
                .orElseThrow(() -> new ProgramException(
                        "PostgreSQL refuses to run as root, and neither unshare -U nor runuser or setpriv with a user postgres or"
                                + " nobody works here. Start Lastgood as an ordinary user."));
    }

    static Optional<OrdinaryUser> another(Environment environment, Path folder) {
        for (String user : List.of("postgres", "nobody")) {
            for (List<String> prefix : List.of(
                    List.of("runuser", "-u", user, "--"),
                    List.of("setpriv", "--reuid=" + user, "--regid=" + group(user), "--clear-groups", "--"))) {
                boolean works = environment.onPath(prefix.get(0)).isPresent() && runs(with(prefix, List.of("true")));
                if (works && runs(List.of("chown", "-R", user, folder.toString()))) {
                    return Optional.of(new OrdinaryUser(prefix));
                }
            }
        }
        return Optional.empty();
    }

    Command.Result run(Duration limit, List<String> command) {
        return Command.run(limit, with(prefix, command));
    }

    private static String group(String user) {
        return output(List.of("id", "-g", user));
    }

    private static boolean runs(List<String> command) {
        try {
            return Command.run(LIMIT, command).ok();
        } catch (ProgramException e) {
            return false;
        }
    }

    private static boolean prints(String expected, List<String> command) {
        return output(command).equals(expected);
    }

    private static String output(List<String> command) {
        try {
            Command.Result result = Command.run(LIMIT, command);
            return result.ok() ? result.output().strip() : "";
        } catch (ProgramException e) {
            return "";
        }
    }

    private static List<String> with(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
