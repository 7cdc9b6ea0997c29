package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackProblem;
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
        try (Rollbacks rollbacks = road.open()) {
            Plans plans = rollbacks.plans();
            RollbackOrder order = wanted.order(which.in(rollbacks), mode, null, null);
            PlanView view = offline ? PlanView.offline(plans.plan(order), List.of()) : looked(plans, order);
            print(offline ? view.plan() : view, PlanWords.of(view));
            return Exit.OK;
        }
    }

    /** Where Temporal can't be asked, the plan is shown all the same, and says so. */
    private static PlanView looked(Plans plans, RollbackOrder order) {
        try {
            return plans.look(order);
        } catch (CliProblem | RollbackProblem problem) {
            if (Exit.of(problem) != Exit.UNREACHABLE) {
                throw problem;
            }
            return PlanView.offline(plans.plan(order), List.of("anything: " + problem.getMessage()));
        }
    }
}
