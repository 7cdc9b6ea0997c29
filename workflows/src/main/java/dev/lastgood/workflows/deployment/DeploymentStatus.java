package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Release;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a watched deployment.
 *
 * @param watchedSince when the watch began
 * @param verdict null while it is watched
 * @param why the verdict in one sentence, or how it stands
 * @param release what the platform says runs, once it was asked
 * @param rollback the id of the rollback that came of it, where one did
 * @param waitsForAPerson whether it is asked what to make of it
 * @param lines what was seen, round by round
 * @param checks the newest round's results
 */
public record DeploymentStatus(
        Deployment deployment,
        Instant watchedSince,
        @Nullable Instant endedAt,
        @Nullable Verdict verdict,
        String why,
        @Nullable Release release,
        @Nullable String rollback,
        boolean waitsForAPerson,
        List<Line> lines,
        List<CheckResult> checks) {

    public DeploymentStatus {
        lines = lines == null ? List.of() : List.copyOf(lines);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** What came of it. */
    public enum Verdict {
        /** Marked good: what later rollbacks go back to. */
        GOOD,
        /** Marked bad: no rollback goes back to it. */
        BAD,
        /** Nobody could tell: too little traffic, nothing measured, or something else ran. */
        UNCLEAR,
        /** A newer deployment came before there was a verdict. */
        SUPERSEDED,
        /** A rollback began before there was a verdict. */
        ROLLED_BACK,
        /** It is what a rollback puts back, which the rollback itself watches. */
        OWN
    }

    /** One thing seen, at its time. */
    public record Line(Instant at, String text) {}

    /** Without the lines, for lists. */
    public DeploymentStatus brief() {
        return new DeploymentStatus(
                deployment,
                watchedSince,
                endedAt,
                verdict,
                why,
                release,
                rollback,
                waitsForAPerson,
                List.of(),
                List.of());
    }
}
