package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import org.jspecify.annotations.Nullable;
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

        @Option(
                names = {"-f", "--follow"},
                description = "Shows its progress until it ends, and exits as it did.")
        boolean follow;

        abstract Started start(Rollbacks rollbacks, ServiceRef service, String by);

        @Override
        public Integer call() throws InterruptedException {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                ServiceRef service = which.in(rollbacks);
                Started started = start(rollbacks, service, by);
                print(started, started.message());
                if (output == Output.text) {
                    HoldCommands.lines(rollbacks.decisions(), service)
                            .forEach(it -> out().println("  " + it + " (that holds alerts, not people)"));
                }
                return follow ? new Follow(rollbacks, service, out(), Terminal.of()).untilItEnds() : Exit.OK;
            }
        }
    }

    abstract static class WithReason extends Starting {
        @Option(names = "--reason", required = true, description = "Why; it stands in the record and in messages.")
        String reason = "";

        abstract RollbackOrder order(ServiceRef service, String by);

        @Override
        Started start(Rollbacks rollbacks, ServiceRef service, String by) {
            return rollbacks.start(order(service, by));
        }
    }

    @Command(
            name = "undo",
            description = "Takes a finished rollback back: says first what that would lose, and asks.",
            mixinStandardHelpOptions = true)
    static final class Undo extends Starting {
        @Option(
                names = "--rollback",
                paramLabel = "KEY",
                description =
                        "Which one: its id, or the 8 digits at its end; the newest whose changes stand when not given.")
        @Nullable
        String rollback;

        @Option(names = "--reason", description = "Why; it stands in the record and in messages.")
        @Nullable
        String reason;

        @Override
        Started start(Rollbacks rollbacks, ServiceRef service, String by) {
            return rollbacks.undo(service, rollback, reason, by);
        }
    }

    @Command(name = "start", description = "Rolls a service back.", mixinStandardHelpOptions = true)
    static final class Start extends WithReason {
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
    static final class Contain extends WithReason {
        @Override
        RollbackOrder order(ServiceRef service, String by) {
            return new Wanted().order(service, Mode.CONTAIN, reason, by);
        }
    }

    @Command(name = "reopen", description = "Opens a service that was left contained.", mixinStandardHelpOptions = true)
    static final class Reopen extends WithReason {
        @Override
        RollbackOrder order(ServiceRef service, String by) {
            return new Wanted().order(service, Mode.REOPEN, reason, by);
        }
    }
}
