package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.activities.DeploymentActivities.Seen;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the checks' results mean, in the light of what else goes on. */
final class Judging {
    private static final Duration BEFORE = Duration.ofMinutes(1);

    /** A pipeline may tell of a rollback's own deploy so much later. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private final Deployment deployment;
    private final Rounds rounds;
    private final Surroundings surroundings;

    Judging(Deployment deployment, Rounds rounds, Surroundings surroundings) {
        this.deployment = deployment;
        this.rounds = rounds;
        this.surroundings = surroundings;
    }

    /** While a rollback runs, or after one has run, what is measured says nothing of the deployment. */
    @Nullable
    Ending rolledBack() {
        Seen seen = surroundings.rollback();
        if (seen.rollback() == null || seen.startedAt() == null) {
            return null;
        }
        if (isOwn(seen)) {
            return new Ending(
                    Verdict.OWN,
                    "it is what rollback " + seen.rollback() + " puts back, which watches it itself",
                    null,
                    seen.rollback());
        }
        return seen.runs() || seen.startedAt().isAfter(rounds.began())
                ? new Ending(Verdict.ROLLED_BACK, "a rollback has begun: " + seen.rollback(), null, seen.rollback())
                : null;
    }

    private boolean isOwn(Seen seen) {
        Instant at = deployment.at();
        return seen.to() != null
                && deployment.is(seen.to())
                && at.isAfter(Objects.requireNonNull(seen.startedAt()).minus(BEFORE))
                && (seen.endedAt() == null || at.isBefore(seen.endedAt().plus(AFTERWARDS)));
    }

    /** Good is what has run all the while; the platform knows that better than whoever told. */
    Ending good() {
        Release runs = surroundings.runs();
        String other = runs == null ? null : otherThanTold(runs);
        if (other != null) {
            return new Ending(Verdict.UNCLEAR, other);
        }
        if (runs != null && !deployment.is(runs)) {
            rounds.say("the platform calls it " + runs.name());
        }
        return new Ending(Verdict.GOOD, rounds.whyGood()).of(runs);
    }

    /** Why what runs is another release than the one that was told of; null where it is that one, whatever its name. */
    @Nullable
    String otherThanTold(Release runs) {
        if (deployment.is(runs)) {
            return null;
        }
        Instant since = runs.deployedAt();
        if (since != null && since.isAfter(rounds.began())) {
            return runs.name() + " was put in place at " + Words.minute(since)
                    + ", while this was watched, and nobody told of it";
        }
        return deployment.commit() == null
                ? null
                : "the platform runs " + runs.name() + " (" + runs.id() + "), not commit " + deployment.commit();
    }
}
