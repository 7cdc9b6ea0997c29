package dev.lastgood.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "cancel", description = "Stops a rollback and undoes what it changed.", mixinStandardHelpOptions = true)
final class CancelCommand extends Base {
    @Mixin
    final Which which = new Which();

    @Mixin
    final Person person = new Person();

    @Option(names = "--reason", required = true, description = "Why; it stands in the record.")
    String reason = "";

    @Override
    public Integer call() {
        String by = person.name();
        try (Rollbacks rollbacks = road.open()) {
            return say(rollbacks.cancel(which.in(rollbacks), by, reason));
        }
    }
}
