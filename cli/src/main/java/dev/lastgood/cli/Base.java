package dev.lastgood.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands share. */
abstract class Base implements Callable<Integer> {
    /** How results are printed. */
    enum Output {
        text,
        json,
        csv
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Mixin
    final Road road = new Road();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text or json (history: csv too).")
    Output output = Output.text;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints for people, or all of it as JSON. */
    void print(Object result, String text) {
        out().println(output == Output.json ? Json.MAPPER.writeValueAsString(result) : text);
    }

    /** Prints the one sentence that a command came to. */
    int say(String message) {
        print(Map.of("message", message), message);
        return Exit.OK;
    }
}
