package dev.lastgood.cli;

import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.ShadowSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "warm",
        description = "Lists the warm shadows: backups that stand restored already, with how old they are.",
        subcommands = WarmCommand.Refresh.class,
        mixinStandardHelpOptions = true)
final class WarmCommand extends Base {
    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only this service's.")
    @Nullable
    String service;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "Its environment; may be left out where it has one only.")
    @Nullable
    String environment;

    @Override
    public Integer call() {
        try (Rollbacks rollbacks = road.open()) {
            Shadows shadows = rollbacks.shadows();
            List<ServiceRef> services =
                    service == null ? shadows.services() : List.of(rollbacks.service(service, environment));
            Map<String, List<ReadyShadow>> all = new LinkedHashMap<>();
            List<String> lines = new ArrayList<>();
            for (ServiceRef ref : services) {
                List<ReadyShadow> warm = shadows.list(ref).stream()
                        .filter(it -> it.kind() == ShadowSource.WARM)
                        .toList();
                all.put(ref.environment() + "/" + ref.service(), warm);
                lines.addAll(ReadyTable.lines(ref, warm, Instant.now()));
                if (warm.isEmpty()) {
                    lines.add(ref + ": nothing is warm");
                }
            }
            print(all, String.join("\n", lines));
            return Exit.OK;
        }
    }

    @Command(
            name = "refresh",
            description = "Restores the newest good backup now, compares it, and leaves it ready.",
            mixinStandardHelpOptions = true)
    static final class Refresh extends Base {
        @Mixin
        final Which which = new Which();

        @Mixin
        final Person person = new Person();

        @Option(names = "--wait", description = "Waits until it is ready, and exits 1 when the restore test fails.")
        boolean wait;

        @Override
        public Integer call() throws InterruptedException {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                return Awaited.make(this, rollbacks.shadows(), Shadows.Kind.WARM, which.in(rollbacks), null, by, wait);
            }
        }
    }
}
