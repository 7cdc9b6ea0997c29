package dev.lastgood.cli;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.UnknownServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rules",
        description = "Makes a service's Prometheus rules, of the catalog's 'rules'.",
        mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "The service, as the catalog names it.")
    String service = "";

    @Mixin
    final Where where = new Where();

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            defaultValue = "${env:LASTGOOD_CATALOG:-config/lastgood.yml}",
            description = "The catalog (LASTGOOD_CATALOG; default config/lastgood.yml).")
    Path catalog = Path.of("config/lastgood.yml");

    @Option(names = "--out", paramLabel = "FILE", description = "Where they are written; printed when not given.")
    @Nullable
    Path out;

    @Override
    public Integer call() {
        String rules = rules();
        if (out == null) {
            spec.commandLine().getOut().print(rules);
            spec.commandLine().getOut().flush();
            return Exit.OK;
        }
        try {
            Files.writeString(out, rules);
        } catch (IOException e) {
            throw new CliProblem(
                    Exit.FAILED, out + " can't be written: name a file in a folder that exists (" + e + ")");
        }
        return Exit.OK;
    }

    private String rules() {
        try {
            Catalog loaded = Catalog.load(catalog);
            return loaded.prometheusRules(loaded.get(service, where.named()).ref());
        } catch (CatalogException e) {
            throw new CliProblem(Exit.USAGE, "the catalog has mistakes:\n" + e.getMessage());
        } catch (UnknownServiceException e) {
            throw new CliProblem(Exit.NOT_FOUND, String.valueOf(e.getMessage()));
        }
    }
}
