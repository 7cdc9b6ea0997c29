package dev.lastgood.cli;

import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.rollback.Words;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Shows what a rollback would do, step by step, and touches nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand extends Base {
    @Mixin
    final Which which = new Which();

    @Mixin
    final Wanted wanted = new Wanted();

    @Option(names = "--mode", defaultValue = "ROLL_BACK", description = "${COMPLETION-CANDIDATES}.")
    Mode mode = Mode.ROLL_BACK;

    @Override
    public Integer call() {
        Starter starter = road.starter();
        Plan plan = starter.plan(wanted.order(which.in(starter), mode, null, null));
        print(plan, text(plan));
        return Exit.OK;
    }

    static String text(Plan plan) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (var step : plan.steps()) {
            lines.add(String.format("%2d. %s (%s)", ++number, step.step().title(), Words.duration(step.budget())));
            lines.add("      " + step.changes());
            if (!step.undo().equals(PlannedStep.NOTHING)) {
                lines.add("      undo: " + step.undo());
            }
        }
        lines.add("Downtime: " + plan.downtime());
        plan.notes().forEach(note -> lines.add("Note: " + note));
        return String.join("\n", lines);
    }
}
