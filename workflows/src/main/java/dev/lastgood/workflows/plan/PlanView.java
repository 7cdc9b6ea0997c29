package dev.lastgood.workflows.plan;

import dev.lastgood.workflows.decision.Spoken;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Release;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan, and what a look at the real platform and database has found. Looking changes nothing.
 *
 * @param lookedAt null where nobody has looked
 * @param from the release that runs
 * @param to the release that would be gone back to
 * @param backup which one would be taken, as listed; it is read only when it is needed
 * @param inTheWay what would stop the rollback now
 * @param found what it would meet
 * @param checks what the checks say now
 * @param notLookedAt what could not be looked at, and why
 * @param inTheWayOfAlerts what would keep an alert of this moment from starting it by itself, the weightiest first. People can
 *     start it all the same
 */
public record PlanView(
        Plan plan,
        @Nullable Instant lookedAt,
        @Nullable Release from,
        @Nullable Release to,
        Backup.@Nullable Choice backup,
        List<String> inTheWay,
        List<String> found,
        List<CheckResult> checks,
        List<String> notLookedAt,
        List<Spoken> inTheWayOfAlerts) {

    public PlanView {
        inTheWayOfAlerts = inTheWayOfAlerts == null ? List.of() : List.copyOf(inTheWayOfAlerts);
    }

    public PlanView(
            Plan plan,
            @Nullable Instant lookedAt,
            @Nullable Release from,
            @Nullable Release to,
            Backup.@Nullable Choice backup,
            List<String> inTheWay,
            List<String> found,
            List<CheckResult> checks,
            List<String> notLookedAt) {
        this(plan, lookedAt, from, to, backup, inTheWay, found, checks, notLookedAt, List.of());
    }

    /** As the catalog alone tells it. */
    public static PlanView offline(Plan plan, List<String> notLookedAt) {
        return new PlanView(plan, null, null, null, null, List.of(), List.of(), List.of(), List.copyOf(notLookedAt));
    }
}
