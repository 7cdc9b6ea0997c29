package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that start a rollback, each its mode. */
final class StartCommands {
    private StartCommands() {}

    abstract static class Starting extends Base {
        @Mixin
        final Which which = new Which();

        @Mixin
        final Person person = new Person();

        @Option(names = "--reason", required = true, description = "Why; it stands in the record and in messages.")
        String reason = "";

        @Option(
                names = {"-f", "--follow"},
                description = "Shows its progress until it ends, and exits as it did.")
        boolean follow;

        abstract RollbackOrder order(ServiceRef service, String by);

        @Override
        public Integer call() throws InterruptedException {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                ServiceRef service = which.in(rollbacks);
                Started started = rollbacks.start(order(service, by));
                print(started, started.message());
                return follow ? new Follow(rollbacks, service, out(), Terminal.of()).untilItEnds() : Exit.OK;
            }
        }
    }

    @Command(name = "start", description = "Rolls a service back.", mixinStandardHelpOptions = true)
    static final class Start extends Starting {
        @Mixin
        final Wanted wanted = new Wanted();

        @Override
        RollbackOrder order(ServiceRef service, String by) {
            return wanted.order(service, Mode.ROLL_BACK, reason, by);
        }
    }

    @Command(
            name = "contain",
            description = "Stops the bleeding (kill switch, stop), then asks what to do.",
            mixinStandardHelpOptions = true)
    static final class Contain extends Starting {
        @Override
        RollbackOrder order(ServiceRef service, String by) {
            return new Wanted().order(service, Mode.CONTAIN, reason, by);
        }
    }

    @Command(name = "reopen", description = "Opens a service that was left contained.", mixinStandardHelpOptions = true)
    static final class Reopen extends Starting {
        @Override
        RollbackOrder order(ServiceRef service, String by) {
            return new Wanted().order(service, Mode.REOPEN, reason, by);
        }
    }
}
