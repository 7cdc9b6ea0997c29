package dev.lastgood.activities.diagnosis;

import dev.lastgood.activities.support.Tail;
import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.model.Target;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last lines of the application's log. */
final class LogLook implements Look {
    private static final int SHORT = 3;
    private static final int WHOLE = 200;

    @Override
    public String what() {
        return "log";
    }

    @Override
    public Seen at(Query query) throws IOException {
        String log = log(query);
        if (log == null) {
            return Seen.NOTHING;
        }
        if (!Files.isRegularFile(Path.of(log))) {
            throw new FileNotFoundException("there is no file " + log);
        }
        List<String> last = Tail.lines(Path.of(log), WHOLE, 256 * 1024).stream()
                .filter(it -> !it.isBlank())
                .toList();
        List<String> lines = new ArrayList<>();
        for (String line : last.subList(Math.max(0, last.size() - SHORT), last.size())) {
            lines.add("log: " + line.strip());
        }
        return new Seen(
                last.isEmpty() ? List.of("log: " + log + " is empty") : lines,
                "Last lines of " + log + ":\n" + String.join("\n", last) + "\n");
    }

    private static @Nullable String log(Query query) {
        Diagnosing where = query.service().diagnosing();
        if (where != null && where.log() != null) {
            return where.log();
        }
        Target release = query.service().release();
        return release != null && release.settings().get("log") instanceof String log ? log : null;
    }
}
