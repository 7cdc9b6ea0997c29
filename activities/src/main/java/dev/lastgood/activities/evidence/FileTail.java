package dev.lastgood.activities.evidence;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.Size;
import dev.lastgood.workflows.model.Target;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log file. */
public final class FileTail implements EvidenceSource {
    private final Settings settings;

    public FileTail(Settings settings) {
        this.settings = settings;
    }

    /** Which file, and how much of it. */
    public record Config(
            @Describe("The file") String path,

            @Describe("At most so many lines") @Default("5000")
            int lines,

            @Describe("At most so many bytes") @Default("4MiB")
            Size bytes) {}

    @Override
    public String type() {
        return "file-tail";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public String extension() {
        return "log";
    }

    @Override
    public String read(Target source) throws IOException {
        var how = settings.bind(source, Config.class);
        if (!Files.isRegularFile(Path.of(how.path()))) {
            throw new FileNotFoundException("there is no file " + how.path());
        }
        var lines = Tail.lines(Path.of(how.path()), how.lines(), how.bytes().bytes());
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
