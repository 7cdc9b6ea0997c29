package dev.lastgood.bench.restore;

import dev.lastgood.programs.PostgresPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Builds its data, measures both ways in one run, and writes {@code bench/restore.json} and the README's picture. */
@Command(
        name = "restore",
        description = "Measures the restore of a database beside the runbook's own commands.",
        mixinStandardHelpOptions = true)
public final class RestoreBench implements Callable<Integer> {
    /** What is printed here are figures; for all three programs. */
    static final String QUIET = "-Dlogback.configurationFile=dev/lastgood/standalone/quiet-logback.xml";

    @Option(names = "--sizes", split = ",", defaultValue = "0.1,0.3,1.0", description = "In GB (${DEFAULT-VALUE}).")
    List<Double> sizes = List.of();

    @Option(names = "--swaps", defaultValue = "100", description = "How many at each size (${DEFAULT-VALUE}).")
    int swaps;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Alternated restores at each size (${DEFAULT-VALUE}).")
    int rounds;

    @Option(names = "--root", defaultValue = ".", description = "The checkout (${DEFAULT-VALUE}).")
    Path root = Path.of(".");

    @Option(names = "--folder", description = "Where its databases lie meanwhile; default: a temporary folder.")
    Path folder = Path.of("");

    public static void main(String[] args) {
        System.exit(new CommandLine(new RestoreBench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PostgresPrograms programs = PostgresPrograms.findOrObtain(null, System.err::println);
        List<Figures> all = new ArrayList<>();
        for (double size : sizes) {
            Path place = folder.toString().isEmpty()
                    ? Files.createTempDirectory("lastgood-bench-")
                    : Files.createDirectories(folder.resolve(String.format(Locale.ROOT, "%.1f", size)));
            try (Run run = new Run(place, programs, size, swaps, rounds, line -> System.err.println("  " + line))) {
                all.add(run.measure());
            }
            // After each size, so that a run that is stopped leaves what it has.
            write(all, new Table(all));
        }
        System.out.println(new Table(all).text());
        return 0;
    }

    private void write(List<Figures> all, Table table) throws Exception {
        record Results(List<Table.Line> table, List<Figures> figures) {}
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        json.writeValue(root.resolve("bench/restore.json").toFile(), new Results(table.lines(), all));
        Picture.draw(all, root.resolve("docs/pictures/restore"));
    }
}
