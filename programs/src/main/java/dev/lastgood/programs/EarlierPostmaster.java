package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a postmaster that nobody stopped left in a data folder: its {@code postmaster.pid}, and perhaps itself. The number in
 * it may by now be that of another program, which must not be touched, or of a dead process that nobody has collected.
 */
final class EarlierPostmaster {
    private final Path data;
    private final Path pidFile;

    EarlierPostmaster(Path data) {
        this.data = data;
        pidFile = data.resolve("postmaster.pid");
    }

    /** Whether it still runs, on this very data folder. */
    boolean isAlive() {
        return process().filter(process -> isPostmasterOfOurs(process)).isPresent();
    }

    /** Whether the file names a process that is no postmaster of this folder: the server would refuse to start. */
    boolean isMisleading() {
        return process().isPresent() && !isAlive();
    }

    /** Whether a server process still works in the data folder; they outlive a killed postmaster by moments. */
    boolean hasOrphans() {
        return ProcessHandle.allProcesses().anyMatch(process -> worksInData(process.pid()));
    }

    /** The file guards the data, so only after {@link #isMisleading} and not {@link #hasOrphans}. */
    void forget() throws IOException {
        Files.deleteIfExists(pidFile);
    }

    private Optional<ProcessHandle> process() {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).flatMap(ProcessHandle::of);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isPostmasterOfOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(Path::of)
                .filter(path -> path.endsWith("postgres"))
                .isPresent();
        List<String> arguments = List.of(info.arguments().orElse(new String[0]));
        return postgres && arguments.contains(data.toString());
    }

    private boolean worksInData(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
