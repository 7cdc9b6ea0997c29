package dev.lastgood.activities.check.host;

import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import dev.lastgood.activities.support.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A container, as {@code docker stats} and what is made after it print it. */
final class Containers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SIZE = Pattern.compile("([\\d.]+)\\s*([kKMGT]?i?)B.*");
    private static final String POWERS = "KMGT";

    private final ResourcesCheck.Config how;

    Containers(ResourcesCheck.Config how) {
        this.how = how;
    }

    Usage usage() throws IOException, InterruptedException, Usage.Gone {
        String name = String.valueOf(how.container());
        JsonNode stats = stats(print(name), name);
        Double cpu = share(stats, "CPUPerc", "cpu_percent", "CPU");
        Double memory = share(stats, "MemPerc", "mem_percent", "MEM");
        Long bytes = bytes(text(stats, "MemUsage", "mem_usage"));
        boolean measured = bytes == null || bytes > 0;
        if ((cpu == null && memory == null) || !(measured || running(stats))) {
            throw new Usage.Gone("container " + name + " does not run");
        }
        return new Usage("container " + name, cpu, measured ? bytes : null, measured ? memory : null);
    }

    /** Where the kernel counts no memory of containers, one that runs shows {@code 0B} too, but has processes. */
    private static boolean running(JsonNode stats) {
        String processes = text(stats, "PIDs", "pids");
        return processes != null && processes.matches("[1-9]\\d*");
    }

    private String print(String name) throws IOException, InterruptedException, Usage.Gone {
        List<String> argv = how.command().stream()
                .map(it -> it.replace("{container}", name))
                .toList();
        var command = new Commands.Command(argv, Path.of("/"), ChildEnvironment.standard(), how.timeLimit());
        Path log = Files.createTempFile("lastgood-", ".log");
        try {
            int exit = Commands.run(command, log);
            String printed = Files.readString(log).strip();
            if (exit != 0 && printed.contains("No such container")) {
                throw new Usage.Gone("there is no container " + name);
            }
            if (exit != 0) {
                throw new IOException(
                        "'" + command.brief() + "' ended with exit code " + exit + ": " + Words.cut(printed, 200));
            }
            return printed;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** One line, or the first of a list; of several lines the one with its name. */
    private static JsonNode stats(String printed, String name) throws IOException, Usage.Gone {
        try {
            for (String line :
                    printed.startsWith("[") ? List.of(printed) : printed.lines().toList()) {
                JsonNode read = JSON.readTree(line);
                for (JsonNode one : read.isArray() ? read.values() : List.of(read)) {
                    String found = text(one, "Name", "name");
                    String id = text(one, "ID", "id");
                    if (found == null || found.equals(name) || (id != null && same(id, name))) {
                        return one;
                    }
                }
            }
        } catch (JacksonException e) {
            throw new IOException("no JSON: " + Words.cut(printed, 100), e);
        }
        throw new Usage.Gone("there is no container " + name);
    }

    /** One of them may be shortened: what is printed, or what the catalog says. */
    private static boolean same(String id, String name) {
        return !id.isEmpty() && (id.startsWith(name) || name.startsWith(id));
    }

    private static @Nullable String text(JsonNode stats, String... keys) {
        for (String key : keys) {
            if (stats.hasNonNull(key)) {
                return stats.path(key).asString("");
            }
        }
        return null;
    }

    /** {@code 12.5%}; what does not run has {@code --}. */
    private static @Nullable Double share(JsonNode stats, String... keys) {
        String text = text(stats, keys);
        try {
            return text == null
                    ? null
                    : Double.parseDouble(text.replace("%", "").strip()) / 100;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@code 5.2MiB / 1.9GiB}: the first of them. */
    private static @Nullable Long bytes(@Nullable String text) {
        Matcher matcher = text == null ? null : SIZE.matcher(text.strip());
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : POWERS.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        return Math.round(Double.parseDouble(matcher.group(1)) * Math.pow(unit.endsWith("i") ? 1024 : 1000, power));
    }
}
