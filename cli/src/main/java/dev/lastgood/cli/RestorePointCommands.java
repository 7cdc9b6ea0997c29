package dev.lastgood.cli;

import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.ShadowSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about copies of the live database that are made before a deploy. */
final class RestorePointCommands {
    private RestorePointCommands() {}

    @Command(
            name = "restore-point",
            description =
                    "Copies the live database on its server, so that taking the deploy that follows back is a swap.",
            mixinStandardHelpOptions = true)
    static final class Make extends Base {
        @Mixin
        final Which which = new Which();

        @Mixin
        final Person person = new Person();

        @Option(names = "--note", description = "What it is made for, such as 'deploy 4711'.")
        @Nullable
        String note;

        @Option(
                names = "--wait",
                description = "Waits until it stands ready, and exits 1 when there is none: do not deploy then.")
        boolean wait;

        @Override
        public Integer call() throws InterruptedException {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                return Awaited.make(
                        this, rollbacks.shadows(), Shadows.Kind.RESTORE_POINT, which.in(rollbacks), note, by, wait);
            }
        }
    }

    @Command(
            name = "restore-points",
            description = "Lists the restore points of a service.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends Base {
        @Mixin
        final Which which = new Which();

        @Override
        public Integer call() {
            try (Rollbacks rollbacks = road.open()) {
                ServiceRef ref = which.in(rollbacks);
                List<ReadyShadow> points = rollbacks.shadows().list(ref).stream()
                        .filter(it -> it.kind() == ShadowSource.RESTORE_POINT)
                        .toList();
                print(
                        points,
                        points.isEmpty()
                                ? ref + ": there is no restore point"
                                : String.join("\n", ReadyTable.lines(ref, points, Instant.now())));
                return Exit.OK;
            }
        }
    }
}
