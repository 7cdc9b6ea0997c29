package dev.lastgood.activities.check.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Processes of this machine, from Linux's /proc. */
final class Processes {
    static final Path PROC = Path.of("/proc");

    /** What the kernel counts processor time in, for programs: 100 a second on all of Linux's platforms. */
    private static final double TICKS = 100;

    private final ResourcesCheck.Config how;

    Processes(ResourcesCheck.Config how) {
        this.how = how;
    }

    Usage usage() throws IOException, InterruptedException, Usage.Gone {
        if (!Files.isReadable(PROC.resolve("self/stat"))) {
            throw new IOException("there is no /proc here: processes can be looked at on Linux only");
        }
        Set<Long> roots;
        Set<Long> all;
        if (how.systemdUnit() != null) {
            SystemdUnit unit = SystemdUnit.look(how.systemdUnit(), how.timeLimit());
            roots = unit.main();
            all = unit.all();
        } else {
            roots = how.process() != null ? named(how.process()) : Set.of(inFile(String.valueOf(how.pidFile())));
            all = family(roots);
        }
        long before = System.nanoTime();
        double ticks = ticks(all);
        Thread.sleep(how.sample().toMillis());
        double cpu = (ticks(all) - ticks) / TICKS / ((System.nanoTime() - before) / 1e9);
        long bytes = all.stream().mapToLong(Processes::memory).sum();
        if (bytes == 0) {
            throw new Usage.Gone(who(roots) + " has ended");
        }
        return new Usage(
                who(roots) + (all.size() > roots.size() ? " and " + (all.size() - roots.size()) + " below it" : ""),
                Math.max(0, cpu),
                bytes,
                bytes / (total() * 1024.0));
    }

    private String who(Set<Long> roots) {
        String name = how.process() != null ? how.process() : how.systemdUnit() != null ? how.systemdUnit() : "process";
        return name + " (" + roots.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    private static long inFile(String file) throws IOException, Usage.Gone {
        String number = pidFile(file).strip();
        long pid;
        try {
            pid = Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new IOException("'" + number + "' is no process's number", e);
        }
        if (pid <= 0 || !Files.isDirectory(PROC.resolve(String.valueOf(pid)))) {
            throw new Usage.Gone("process " + pid + " of " + file + " does not run");
        }
        return pid;
    }

    private static String pidFile(String file) throws IOException {
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    private static Set<Long> named(String name) throws IOException, Usage.Gone {
        Set<Long> found = new LinkedHashSet<>();
        try (Stream<Path> all = Files.list(PROC)) {
            all.filter(it -> it.getFileName().toString().matches("\\d+"))
                    .filter(it -> name.equals(line(it.resolve("comm"))))
                    .forEach(it -> found.add(Long.parseLong(it.getFileName().toString())));
        }
        if (found.isEmpty()) {
            throw new Usage.Gone("no process named " + name + " runs here");
        }
        return found;
    }

    private static Set<Long> family(Set<Long> roots) {
        Set<Long> all = new LinkedHashSet<>(roots);
        roots.forEach(root -> ProcessHandle.of(root)
                .ifPresent(it -> it.descendants().map(ProcessHandle::pid).forEach(all::add)));
        return all;
    }

    private static double ticks(Set<Long> pids) {
        return pids.stream().mapToDouble(Processes::ticks).sum();
    }

    /** User and system time; fields 14 and 15, counted after the name, which may hold anything. */
    private static double ticks(long pid) {
        String stat = line(PROC.resolve(pid + "/stat"));
        if (stat == null) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    }

    private static long memory(long pid) {
        return kilobytes(PROC.resolve(pid + "/status"), "VmRSS:") * 1024;
    }

    private static long total() {
        return Math.max(1, kilobytes(PROC.resolve("meminfo"), "MemTotal:"));
    }

    private static long kilobytes(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(it -> it.startsWith(key))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // It has ended meanwhile.
        }
    }

    static @Nullable String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return null; // It has ended meanwhile.
        }
    }
}
