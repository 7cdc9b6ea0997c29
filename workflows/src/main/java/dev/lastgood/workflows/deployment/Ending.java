package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Release;
import org.jspecify.annotations.Nullable;

/**
 * How a watch ends.
 *
 * @param release what the platform says runs
 * @param rollback the id of the rollback that ended it, or came of it
 */
record Ending(
        Verdict verdict,
        String why,
        @Nullable Release release,
        @Nullable String rollback) {
    Ending(Verdict verdict, String why) {
        this(verdict, why, null, null);
    }

    Ending of(@Nullable Release runs) {
        return new Ending(verdict, why, runs, rollback);
    }

    Ending by(@Nullable String begun) {
        return new Ending(verdict, why, release, begun);
    }
}
