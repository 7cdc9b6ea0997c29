package dev.lastgood.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who acts. The account's name is not taken for it: at three in the morning that is root. */
final class Person {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${env:LASTGOOD_BY}",
            description = "Your name; it stands in the record (LASTGOOD_BY).")
    @Nullable
    String by;

    String name() {
        if (by == null || by.isBlank()) {
            throw new CliProblem(Exit.USAGE, "who are you? Give your name with --by, or set LASTGOOD_BY");
        }
        return by;
    }
}
