package dev.lastgood.catalog.file;

import java.util.List;
import java.util.stream.Stream;

/** A tunnel is a connection: what can't be one, and what would be of no effect through it. */
final class TunnelRules {
    private static final List<String> WITHOUT_CERTAINTY = List.of("disable", "prefer");
    private static final List<String> TALKERS = List.of("psql", "pg_dump", "pg_restore");

    private final Problems problems;

    TunnelRules(Problems problems) {
        this.problems = problems;
    }

    void check(Tree service) {
        Tree database = Rules.at(service, "database");
        if (database.map().containsKey("tunnel")) {
            encryption(Rules.at(database, "ssl-mode"));
            certificates(database);
        }
        Stream.of(
                        List.of(database),
                        Rules.at(service, "evidence").list(),
                        Rules.at(service, "checks").list(),
                        Rules.at(service, "watch", "checks").list())
                .flatMap(List::stream)
                .map(it -> Rules.at(it, "tunnel", "command"))
                .forEach(this::command);
    }

    private void encryption(Tree mode) {
        if (mode.value() instanceof String word && !WITHOUT_CERTAINTY.contains(word)) {
            problems.add(
                    mode.place(),
                    "'" + word + "' means nothing through a tunnel, on which PostgreSQL does not encrypt",
                    "remove ssl-mode; the tunnel's command must stay on the machine or encrypt, as ssh does");
        }
    }

    private void certificates(Tree database) {
        Tree certificates = Rules.at(database, "ssl-root-cert");
        if (certificates.value() != null) {
            problems.add(
                    certificates.place(),
                    "no certificate is looked at through a tunnel, on which PostgreSQL does not encrypt",
                    "remove ssl-root-cert");
        }
    }

    private void command(Tree command) {
        if (command.value() instanceof List<?> && command.list().isEmpty()) {
            problems.add(command.place(), "it names no program", "write a list: the program and its arguments");
        }
        command.list().stream()
                .filter(it -> it.value() instanceof String word && TALKERS.contains(word))
                .findFirst()
                .ifPresent(it -> problems.add(
                        it.place(),
                        "'" + it.value() + "' is no connection to the server, but a program that wants one",
                        "end the command with one that connects, such as nc, socat or bash; docs/restore.md has them"));
    }
}
