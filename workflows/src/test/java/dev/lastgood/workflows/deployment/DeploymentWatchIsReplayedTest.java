package dev.lastgood.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.CheckResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As after each restart of the worker: nothing is in memory, each step begins with the history. */
@Tag("T6")
class DeploymentWatchIsReplayedTest extends WatchTestBase {
    @Override
    int remembered() {
        return 0;
    }

    @Test
    void aWatchGoesOnWhereAnotherWorkerLeftIt() {
        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(world.asked).as("baseline and four rounds").hasValue(5);
        assertThat(world.records).hasSize(2);
    }

    @Test
    void aRollbackIsBegunOnce() {
        world.verdicts = round -> CheckResult.Verdict.FAILED;

        assertThat(watch(order("v1.6")).verdict()).isEqualTo(Verdict.BAD);
        assertThat(world.records).hasSize(2);
    }
}
