package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "salvage",
        description = "Shows which of the rows that a restore gave up can be put back; with --apply puts them back.",
        mixinStandardHelpOptions = true)
final class SalvageCommand extends Base {
    private static final long EVERY_MILLIS = 500;
    private static final int PATIENCE = 120;

    @Mixin
    final Which which = new Which();

    @Mixin
    final Person person = new Person();

    @Option(
            names = "--rollback",
            paramLabel = "KEY",
            defaultValue = "latest",
            description = "Which one gave them up, such as 1a2b3c4d; default: the one whose restore is live now.")
    String rollback = "latest";

    @Option(
            names = "--tables",
            paramLabel = "TABLE",
            split = ",",
            description = "Only these tables, such as orders,shop.*; all when not given.")
    List<String> tables = List.of();

    @Option(
            names = "--changed",
            description = "Keeps as files, too, the rows that live has with other values. They are never put back.")
    boolean changed;

    @Option(
            names = "--triggers",
            description =
                    "Lets the application's triggers fire for rows that are put back. Without it they do not, where"
                            + " the catalog's role is a superuser.")
    boolean triggers;

    @Option(names = "--apply", description = "Puts back what can be put back: all of it, or nothing.")
    boolean apply;

    @Override
    public Integer call() throws InterruptedException {
        String by = person.name();
        try (Rollbacks rollbacks = road.open()) {
            ServiceRef service = which.in(rollbacks);
            SalvageView started =
                    rollbacks.salvage(service, new SalvageOrder(rollback, tables, changed, triggers, apply, by));
            SalvageView ended = untilItEnds(rollbacks, service, started);
            if (ended.result() == null) {
                throw new CliProblem(Exit.FAILED, ended.note());
            }
            print(ended, String.join("\n", new SalvageWords(service, tables, ended.result()).lines()));
            return Exit.OK;
        }
    }

    /** What was seen once may be out of reach for a while: the salvage goes on meanwhile. */
    private static SalvageView untilItEnds(Rollbacks rollbacks, ServiceRef service, SalvageView started)
            throws InterruptedException {
        for (int failed = 0; ; ) {
            @Nullable SalvageView now = null;
            try {
                now = rollbacks.salvaged(service);
                failed = 0;
            } catch (CliProblem | RollbackProblem e) {
                if (Exit.of(e) != Exit.UNREACHABLE || ++failed > PATIENCE) {
                    throw e;
                }
            }
            if (now != null && !now.runId().equals(started.runId())) {
                throw new CliProblem(Exit.CONFLICT, "another salvage of " + service + " was started after this one");
            }
            if (now != null && !now.running()) {
                return now;
            }
            Thread.sleep(EVERY_MILLIS);
        }
    }
}
