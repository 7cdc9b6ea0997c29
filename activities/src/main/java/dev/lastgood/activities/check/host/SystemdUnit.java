package dev.lastgood.activities.check.host;

import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of a unit: all of its control group, as those that made themselves daemons are no children of its main process,
 * and a unit of type forking may have no main process at all.
 *
 * @param main its main process; where systemd knows of none, all
 */
record SystemdUnit(Set<Long> main, Set<Long> all) {

    static SystemdUnit look(String unit, Duration timeLimit) throws IOException, InterruptedException, Usage.Gone {
        return of(unit, show(unit, timeLimit));
    }

    /** @param printed as {@code systemctl show} prints it */
    static SystemdUnit of(String unit, String printed) throws IOException, Usage.Gone {
        Map<String, String> shown = printed.lines()
                .map(it -> it.split("=", 2))
                .filter(it -> it.length == 2)
                .collect(Collectors.toMap(it -> it[0], it -> it[1]));
        if ("not-found".equals(shown.get("LoadState"))) {
            throw new Usage.Gone("systemd knows no unit " + unit);
        }
        String group = shown.getOrDefault("ControlGroup", "");
        Set<Long> all = group.isEmpty() ? Set.of() : in(group);
        if (all.isEmpty()) {
            throw new Usage.Gone(unit + " does not run: " + shown.getOrDefault("ActiveState", "no state") + " ("
                    + shown.getOrDefault("SubState", "") + ")");
        }
        String main = shown.getOrDefault("MainPID", "0");
        return new SystemdUnit(main.matches("[1-9]\\d*") ? Set.of(Long.parseLong(main)) : all, all);
    }

    private static String show(String unit, Duration timeLimit) throws IOException, InterruptedException {
        var command = new Commands.Command(
                List.of(
                        "systemctl",
                        "show",
                        "--property=LoadState,ActiveState,SubState,MainPID,ControlGroup",
                        "--",
                        unit),
                Path.of("/"),
                ChildEnvironment.standard(),
                timeLimit);
        Path log = Files.createTempFile("lastgood-", ".log");
        try {
            int exit = Commands.run(command, log);
            String printed = Files.readString(log).strip();
            if (exit != 0) {
                throw new IOException("systemctl ended with exit code " + exit + ": " + printed);
            }
            return printed;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static Set<Long> in(String group) throws IOException {
        try (Stream<Path> processes = Files.list(Processes.PROC)) {
            return processes
                    .filter(it -> it.getFileName().toString().matches("\\d+"))
                    .filter(it -> isIn(group, it.resolve("cgroup")))
                    .map(it -> Long.parseLong(it.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    /** {@code 0::/system.slice/shop.service}; with cgroups of the first version it is systemd's own line that counts. */
    private static boolean isIn(String group, Path file) {
        String lines = Processes.line(file);
        return lines != null
                && lines.lines()
                        .filter(it -> it.startsWith("0::") || it.contains(":name=systemd:"))
                        .map(it -> it.split(":", 3)[2])
                        .anyMatch(it -> it.equals(group) || it.startsWith(group + "/"));
    }
}
