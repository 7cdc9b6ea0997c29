package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import picocli.CommandLine.Command;

@Command(name = "cancel", description = "Stops a rollback and undoes what it changed.", mixinStandardHelpOptions = true)
final class CancelCommand extends WordCommand {
    @Override
    String tell(Rollbacks rollbacks, ServiceRef service, String by) {
        return rollbacks.cancel(service, by, reason);
    }
}
