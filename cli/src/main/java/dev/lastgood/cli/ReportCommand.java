package dev.lastgood.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "report", description = "Prints the report of a rollback (Markdown).", mixinStandardHelpOptions = true)
final class ReportCommand extends Base {
    @Mixin
    final Which which = new Which();

    @Option(
            names = "--rollback",
            paramLabel = "ID",
            description = "Which one, such as production-shop-1a2b3c4d; the newest when not given.")
    @Nullable
    String rollback;

    @Override
    public Integer call() {
        Starter starter = road.starter();
        String report = starter.records().report(which.in(starter), rollback);
        print(Map.of("markdown", report), report);
        return Exit.OK;
    }
}
