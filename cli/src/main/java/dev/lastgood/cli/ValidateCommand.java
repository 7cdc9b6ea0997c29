package dev.lastgood.cli;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.Problem;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--strict", description = "Exits with 2 where a type is not available in this version.")
    boolean strict;

    /** As {@code --output json} prints it. */
    record Result(List<Problem> problems, List<Problem> warnings, List<String> services) {}

    @Override
    public Integer call() {
        Result result = check();
        boolean wrong =
                !result.problems().isEmpty() || (strict && !result.warnings().isEmpty());
        if (output == Base.Output.json) {
            spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(result));
        } else {
            result.problems().forEach(spec.commandLine().getErr()::println);
            result.warnings().forEach(spec.commandLine().getErr()::println);
            if (!wrong) {
                spec.commandLine().getOut().println(file + " is in order: " + String.join(", ", result.services()));
            }
        }
        return wrong ? Exit.USAGE : Exit.OK;
    }

    private Result check() {
        try {
            Catalog catalog = Catalog.load(file);
            return new Result(
                    List.of(),
                    catalog.warnings(),
                    catalog.services().stream().map(it -> it.ref().toString()).toList());
        } catch (CatalogException e) {
            return new Result(e.problems(), List.of(), List.of());
        }
    }
}
