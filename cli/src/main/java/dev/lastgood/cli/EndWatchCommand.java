package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import picocli.CommandLine.Command;

@Command(
        name = "end-watch",
        description = "Ends the watch after reopening before its time.",
        mixinStandardHelpOptions = true)
final class EndWatchCommand extends WordCommand {
    @Override
    String tell(Rollbacks rollbacks, ServiceRef service, String by) {
        return rollbacks.endWatch(service, by, reason);
    }
}
