package dev.lastgood.cli;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description = "Checks the catalog and lists every mistake in it.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "${env:LASTGOOD_CATALOG:-config/lastgood.yml}",
            description = "The catalog (LASTGOOD_CATALOG; default config/lastgood.yml).")
    Path file = Path.of("config/lastgood.yml");

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text or json.")
    Base.Output output = Base.Output.text;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try {
            List<String> services = Catalog.load(file).services().stream()
                    .map(it -> it.ref().toString())
                    .toList();
            out.println(
                    output == Base.Output.json
                            ? Json.MAPPER.writeValueAsString(Map.of("problems", List.of(), "services", services))
                            : file + " is in order: " + String.join(", ", services));
            return Exit.OK;
        } catch (CatalogException e) {
            if (output == Base.Output.json) {
                out.println(Json.MAPPER.writeValueAsString(Map.of("problems", e.problems(), "services", List.of())));
            } else {
                spec.commandLine().getErr().println(e.getMessage());
            }
            return Exit.USAGE;
        }
    }
}
