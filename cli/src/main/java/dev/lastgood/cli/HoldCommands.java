package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about what keeps services from being rolled back by themselves. */
final class HoldCommands {
    private HoldCommands() {}

    /** In one line. */
    /** What holds it, each as a line; nothing where nobody can say: what the command is about is worth more. */
    static List<String> lines(Decisions decisions, @Nullable ServiceRef service) {
        try {
            return decisions.holds(service).stream().map(HoldCommands::line).toList();
        } catch (CliProblem | RollbackProblem notTold) {
            return List.of();
        }
    }

    static String line(Hold hold) {
        String what = switch (hold.kind()) {
            case PAUSE -> "Paused: " + (hold.scope().equals("all") ? "all services" : hold.scope());
            case BRAKE -> "The brake is pulled: all services";
            case FREEZE -> "Frozen: " + hold.scope();
        };
        return what + ", by " + hold.by() + (hold.since() == null ? "" : " since " + Words.minute(hold.since()))
                + (hold.until() == null ? ", until it is lifted" : ", until " + Words.minute(hold.until())) + ": "
                + hold.reason();
    }

    abstract static class Scoped extends Base {
        @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "The service; none: all services.")
        @Nullable
        String service;

        @Mixin
        final Where where = new Where();

        @Mixin
        final Person person = new Person();

        @Nullable
        ServiceRef scope(Rollbacks rollbacks) {
            return service == null ? null : where.find(rollbacks, service);
        }
    }

    @Command(
            name = "pause",
            description =
                    "Nothing is rolled back by itself any more: all services, or one. People can still start one.",
            mixinStandardHelpOptions = true)
    static final class Pause extends Scoped {
        @Option(names = "--reason", required = true, description = "Why; everybody is shown it.")
        String reason = "";

        @Option(
                names = "--for",
                paramLabel = "TIME",
                description = "For how long, such as 2h; default: until 'resume'.")
        @Nullable
        String time;

        @Override
        public Integer call() {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                Hold hold = rollbacks
                        .decisions()
                        .pause(scope(rollbacks), reason, by, time == null ? null : DisplacedCommand.time(time));
                print(hold, line(hold));
                return Exit.OK;
            }
        }
    }

    @Command(
            name = "resume",
            description = "Ends a pause: of all services, or of one.",
            mixinStandardHelpOptions = true)
    static final class Resume extends Scoped {
        @Override
        public Integer call() {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                return say(rollbacks.decisions().resume(scope(rollbacks), by));
            }
        }
    }

    @Command(
            name = "brake",
            description = "Shows whether too many services at once have stopped all rollbacks that come by themselves.",
            mixinStandardHelpOptions = true,
            subcommands = Rearm.class)
    static final class Brake extends Base {
        @Override
        public Integer call() {
            try (Rollbacks rollbacks = road.open()) {
                List<Hold> brake = rollbacks.decisions().holds(null).stream()
                        .filter(it -> it.kind() == Hold.Kind.BRAKE)
                        .toList();
                print(
                        brake,
                        brake.isEmpty()
                                ? "The brake is armed; nothing has pulled it."
                                : line(brake.get(0)) + "\nTo arm it again: lastgood brake rearm --by YOU");
                return Exit.OK;
            }
        }
    }

    @Command(name = "rearm", description = "Arms the brake again.", mixinStandardHelpOptions = true)
    static final class Rearm extends Base {
        @Mixin
        final Person person = new Person();

        @Override
        public Integer call() {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                return say(rollbacks.decisions().rearm(by));
            }
        }
    }
}
