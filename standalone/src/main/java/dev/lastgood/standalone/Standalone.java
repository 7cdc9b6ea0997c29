package dev.lastgood.standalone;

import dev.lastgood.standalone.demo.Demo;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All of Lastgood in one process: the demo, or the real thing for one machine. */
@Command(
        name = "lastgood",
        subcommands = {Up.class},
        description = "All of Lastgood in one process, on embedded parts.")
public final class Standalone {
    private Standalone() {}

    public static void main(String[] args) {
        // Until Spring takes over logging; the terminal belongs to the person who watches.
        System.setProperty("logback.configurationFile", "dev/lastgood/standalone/quiet-logback.xml");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var command = new CommandLine(new Standalone());
        command.addSubcommand(new Demo(() -> new EmbeddedPlatform(0, true)));
        System.exit(command.execute(args));
    }
}
