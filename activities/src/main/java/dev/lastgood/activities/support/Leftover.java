package dev.lastgood.activities.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Notes which program runs, so that a worker which was killed beside it is followed by one that ends it: two builds in one
 * folder spoil each other.
 */
public final class Leftover {
    private final Path note;

    /** @param note a file of its own for each kind of work that may run only once at a time */
    public Leftover(Path note) {
        this.note = note;
    }

    /** Ends what an earlier worker left running, with all its children; nothing left: does nothing. */
    public void end() throws IOException {
        if (Files.exists(note)) {
            String[] noted = Files.readString(note).strip().split(" ");
            if (noted.length == 2 && noted[0].matches("\\d{1,18}")) {
                ProcessHandle.of(Long.parseLong(noted[0]))
                        .filter(process -> started(process).equals(noted[1]))
                        .ifPresent(Commands::end);
            }
            Files.deleteIfExists(note);
        }
    }

    void begun(ProcessHandle process) throws IOException {
        Files.writeString(note, process.pid() + " " + started(process) + "\n");
    }

    void over() throws IOException {
        Files.deleteIfExists(note);
    }

    /** Tells a process from a later one that was given the same number. */
    private static String started(ProcessHandle process) {
        Optional<Instant> start = process.info().startInstant();
        return start.map(Instant::toString).orElse("unknown");
    }
}
