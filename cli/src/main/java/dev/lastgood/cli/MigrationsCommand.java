package dev.lastgood.cli;

import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import dev.lastgood.workflows.rollback.Words;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrations",
        description = "Shows what Prisma, Supabase or Flyway have applied to a service's database, and what failed.",
        mixinStandardHelpOptions = true)
final class MigrationsCommand extends Base {
    private static final int NEWEST_APPLIED = 5;

    @Mixin
    final Which which = new Which();

    @Override
    public Integer call() {
        try (Rollbacks rollbacks = road.open()) {
            List<MigrationTable> tables = rollbacks.migrations(which.in(rollbacks));
            print(tables, text(tables));
            return Exit.OK;
        }
    }

    /** The applied ones only as far as anybody asks; the others all. */
    static String text(List<MigrationTable> tables) {
        if (tables.isEmpty()) {
            return "no table of Prisma, Supabase or Flyway is in this database";
        }
        List<String> lines = new ArrayList<>();
        for (MigrationTable table : tables) {
            long applied = table.in(State.APPLIED).size();
            lines.add(table.tool() + " (" + table.table() + "): " + applied + " applied, "
                    + table.in(State.FAILED).size() + " failed, "
                    + table.in(State.ROLLED_BACK).size() + " rolled back, "
                    + table.in(State.PENDING).size() + " pending");
            long left = applied;
            for (Migration migration : table.migrations()) {
                if (!migration.in(State.APPLIED) || left-- <= NEWEST_APPLIED) {
                    lines.add("  " + String.format("%-12s", Words.of(migration.state())) + migration.name()
                            + (migration.at() == null ? "" : "  " + Words.minute(migration.at())));
                }
            }
        }
        return String.join("\n", lines);
    }
}
