package dev.lastgood.workflows.model;

import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.plan.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalog, resolved. It travels with the rollback's start, so a running rollback never changes with the
 * file, and no worker needs the file.
 *
 * @param killSwitch what keeps users out, where there is one
 * @param release what runs the application and can put an older release in its place
 * @param database what can be restored from a backup
 * @param evidence what is captured before anything changes
 * @param budgets where they differ from the defaults of {@link StepId}
 * @param contacts who is named in every message that calls a person
 * @param taskQueue where its activities run, when not on the common queue
 * @param decisions null is {@link Policy#standard()}
 * @param verifying null is {@link Verifying#standard()}
 * @param alerting the Alertmanager that its alerts come from, where they are silenced while a rollback runs
 * @param deployments how new releases are watched; null is that they are not
 * @param diagnosing where to look when a step fails
 */
public record Service(
        ServiceRef ref,
        Impact impact,
        @Nullable Target killSwitch,
        @Nullable Target release,
        @Nullable Database database,
        List<Target> evidence,
        List<Check> checks,
        Watch watch,
        Approval approval,
        List<Channel> channels,
        Map<StepId, Duration> budgets,
        List<String> contacts,
        @Nullable String taskQueue,
        @Nullable Policy decisions,
        @Nullable Verifying verifying,
        @Nullable Target alerting,
        @Nullable Deployments deployments,
        @Nullable Diagnosing diagnosing) {

    public Service(
            ServiceRef ref,
            Impact impact,
            @Nullable Target killSwitch,
            @Nullable Target release,
            @Nullable Database database,
            List<Target> evidence,
            List<Check> checks,
            Watch watch,
            Approval approval,
            List<Channel> channels,
            Map<StepId, Duration> budgets,
            List<String> contacts,
            @Nullable String taskQueue) {
        this(
                ref,
                impact,
                killSwitch,
                release,
                database,
                evidence,
                checks,
                watch,
                approval,
                channels,
                budgets,
                contacts,
                taskQueue,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same, where what happened means another impact; null is no other. */
    public Service as(@Nullable Impact other) {
        return other == null || other == impact
                ? this
                : new Service(
                        ref,
                        other,
                        killSwitch,
                        release,
                        database,
                        evidence,
                        checks,
                        watch,
                        approval,
                        channels,
                        budgets,
                        contacts,
                        taskQueue,
                        decisions,
                        verifying,
                        alerting,
                        deployments,
                        diagnosing);
    }

    /** What is decided about its alerts. */
    public Policy policy() {
        return decisions == null ? Policy.standard() : decisions;
    }

    /** What follows a verification that fails. */
    public Verifying verification() {
        return verifying == null ? Verifying.standard() : verifying;
    }

    public Duration budget(StepId step) {
        return budgets.getOrDefault(step, step.budget());
    }

    public List<Check> checks(Check.When when) {
        return checks.stream().filter(check -> check.when().contains(when)).toList();
    }
}
