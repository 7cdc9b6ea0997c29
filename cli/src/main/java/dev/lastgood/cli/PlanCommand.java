package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.PlanView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description =
                "Shows what a rollback would do, step by step, and what it would meet. Looks, and touches nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand extends Base {
    @Mixin
    final Which which = new Which();

    @Mixin
    final Wanted wanted = new Wanted();

    @Option(names = "--mode", defaultValue = "ROLL_BACK", description = "${COMPLETION-CANDIDATES}.")
    Mode mode = Mode.ROLL_BACK;

    @Option(names = "--offline", description = "By the catalog alone: no worker looks at platform and database.")
    boolean offline;

    @Override
    public Integer call() {
        Starter starter = road.starter();
        RollbackOrder order = wanted.order(which.in(starter), mode, null, null);
        PlanView view = offline ? PlanView.offline(starter.plan(order), List.of()) : looked(starter, order);
        print(offline ? view.plan() : view, PlanWords.of(view));
        return Exit.OK;
    }

    /** Where no worker can look, the plan is shown all the same, and says so. */
    private static PlanView looked(Starter starter, RollbackOrder order) {
        try {
            return starter.look(order);
        } catch (CliProblem problem) {
            if (problem.exit() != Exit.UNREACHABLE) {
                throw problem;
            }
            return PlanView.offline(starter.plan(order), List.of("anything: " + problem.getMessage()));
        }
    }
}
