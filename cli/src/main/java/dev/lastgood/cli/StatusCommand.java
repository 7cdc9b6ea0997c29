package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description =
                "Shows how a service's rollback stands, what it waits for, and what is left; without a service: what runs now.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends Base {
    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "The service, as the catalog names it; none: all.")
    @Nullable
    String service;

    @Mixin
    final Where where = new Where();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until it ends, and exits as it did.")
    boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        try (Rollbacks rollbacks = road.open()) {
            if (service == null) {
                return all(rollbacks);
            }
            ServiceRef ref = where.find(rollbacks, service);
            if (follow && output == Output.text) {
                return new Follow(rollbacks, ref, out(), Terminal.of()).untilItEnds();
            }
            if (output == Output.text) {
                beside(rollbacks, ref);
            }
            RollbackView view = rollbacks.look(ref);
            Terminal terminal = Terminal.of();
            print(view, String.join("\n", new StatusRenderer(terminal.colours()).view(view, Instant.now())));
            return Exit.OK;
        }
    }

    /** What holds it, and what is being decided about it, is said before anything else. */
    private void beside(Rollbacks rollbacks, @Nullable ServiceRef service) {
        Decisions decisions = rollbacks.decisions();
        HoldCommands.lines(decisions, service).forEach(out()::println);
        try {
            if (service == null) {
                decisions.triages().forEach(it -> out().println("Being decided: " + TriageCommands.line(it)));
            } else {
                decisions
                        .triage(service)
                        .filter(TriageView::runs)
                        .ifPresent(it -> out().println(String.join("\n", TriageCommands.lines(it, Instant.now()))));
            }
        } catch (CliProblem | RollbackProblem notTold) {
            // How the rollback stands is worth more; whoever does not answer is found out by that question.
        }
    }

    private int all(Rollbacks rollbacks) {
        if (follow) {
            throw new CliProblem(Exit.USAGE, "--follow needs a service: one is followed at a time");
        }
        List<RollbackView> running = rollbacks.running();
        if (output == Output.text) {
            beside(rollbacks, null);
        }
        String lines = running.stream()
                .map(it -> it.service() + "  since " + Words.minute(it.startedAt()) + "  " + it.note())
                .collect(Collectors.joining("\n"));
        print(running, running.isEmpty() ? "No rollback is running." : lines);
        return Exit.OK;
    }
}
