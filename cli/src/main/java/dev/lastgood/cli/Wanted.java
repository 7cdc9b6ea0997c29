package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What should go back, and how far. */
final class Wanted {
    @Option(
            names = "--only",
            paramLabel = "OPTION",
            split = ",",
            description = "What goes back: release, database, migration (a reverse SQL script; only when named)."
                    + " All that the catalog has, when not given.")
    Set<dev.lastgood.workflows.plan.Option> only = EnumSet.noneOf(dev.lastgood.workflows.plan.Option.class);

    @Option(names = "--to", paramLabel = "RELEASE", description = "The release to go back to, not the one before.")
    @Nullable
    String toRelease;

    @Option(
            names = "--damaged-since",
            paramLabel = "TIME",
            description = "When the damage began, such as 2026-11-20T14:02:00Z: only older backups are used.")
    @Nullable
    Instant damagedSince;

    @Option(
            names = "--script",
            paramLabel = "PATH",
            description =
                    "With --only migration: the reverse script, as a path or a version below the catalog's folder.")
    @Nullable
    String script;

    RollbackOrder order(ServiceRef service, Mode mode, @Nullable String reason, @Nullable String by) {
        return new RollbackOrder(
                service.service(),
                service.environment(),
                mode,
                only,
                toRelease,
                damagedSince,
                reason,
                by,
                script,
                null);
    }
}
