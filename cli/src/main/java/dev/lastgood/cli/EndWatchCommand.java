package dev.lastgood.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "end-watch",
        description = "Ends the watch after reopening before its time.",
        mixinStandardHelpOptions = true)
final class EndWatchCommand extends Base {
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
            return say(rollbacks.endWatch(which.in(rollbacks), by, reason));
        }
    }
}
