package dev.lastgood.cli;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.explain.Explainer;
import dev.lastgood.catalog.explain.Explanation;
import dev.lastgood.catalog.explain.Explanation.Explained;
import dev.lastgood.catalog.explain.Explanation.OfService;
import dev.lastgood.catalog.explain.SavedAlerts;
import dev.lastgood.workflows.rollback.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Shows what would be decided about a saved alert, and why; starts nothing. With --direct, by the"
                + " catalog's file alone.",
        mixinStandardHelpOptions = true)
final class ExplainCommand extends Base {
    @Parameters(
            paramLabel = "FILE",
            description =
                    "What Alertmanager or Grafana posted, or an alert with its labels, as JSON; - is standard input.")
    String file = "-";

    @Option(names = "--at", paramLabel = "TIME", description = "As if it were then, such as 2026-12-24T22:00:00Z.")
    @Nullable
    String at;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "Only services of this environment.")
    @Nullable
    String environment;

    @Override
    public Integer call() {
        String body = body();
        Instant then = time();
        Explanation explanation = road.direct
                ? offline(body, then == null ? Instant.now() : then)
                : road.starter().records().explain(body, then, environment);
        print(explanation, text(explanation));
        return Exit.OK;
    }

    private Explanation offline(String body, Instant now) {
        try {
            return Explainer.offline(Catalog.load(road.catalog), now)
                    .explain(SavedAlerts.read(body, now), now, environment);
        } catch (CatalogException e) {
            throw new CliProblem(Exit.USAGE, "the catalog (--catalog) can't be used:\n" + e.getMessage());
        }
    }

    private String body() {
        try {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CliProblem(Exit.USAGE, file + " can't be read; name a file with an alert's JSON");
        }
    }

    private @Nullable Instant time() {
        try {
            return at == null ? null : OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException e) {
            throw new CliProblem(Exit.USAGE, "--at is no time: write it like 2026-12-24T22:00:00Z");
        }
    }

    static String text(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        explanation.alerts().forEach(it -> add(it, lines));
        explanation.notes().forEach(lines::add);
        lines.add("Nothing was started.");
        return String.join("\n", lines);
    }

    private static void add(Explained alert, List<String> lines) {
        lines.add((alert.firing() ? "firing" : "resolved") + " since " + Words.minute(alert.startsAt()) + ": "
                + alert.summary());
        alert.services().forEach(it -> add(it, lines));
        if (alert.note() != null) {
            lines.add("  " + alert.note());
        }
        lines.add("");
    }

    private static void add(OfService service, List<String> lines) {
        lines.add("  " + service.service() + " (" + service.environment() + "): "
                + Words.of(service.decision().verdict()).toUpperCase(java.util.Locale.ROOT));
        service.decision().reasons().forEach(it -> lines.add("    - " + it));
        lines.add("    then: " + service.then());
    }
}
