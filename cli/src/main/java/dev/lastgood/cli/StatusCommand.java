package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Shows how a service's rollback stands, what it waits for, and what is left.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends Base {
    @Mixin
    final Which which = new Which();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until it ends, and exits as it did.")
    boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        try (Rollbacks rollbacks = road.open()) {
            ServiceRef service = which.in(rollbacks);
            if (follow && output == Output.text) {
                return new Follow(rollbacks, service, out(), Terminal.of()).untilItEnds();
            }
            RollbackView view = rollbacks.look(service);
            Terminal terminal = Terminal.of();
            print(view, String.join("\n", new StatusRenderer(terminal.colours()).view(view, Instant.now())));
            return Exit.OK;
        }
    }
}
