package dev.lastgood.activities.check;

import dev.lastgood.activities.Adapters;
import dev.lastgood.activities.support.Pulse;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.CheckResult;
import java.util.List;

/** Asks each check by the adapter of its type. What can't be asked is unknown, and unknown is never a pass. */
public final class CheckActivitiesImpl implements CheckActivities {
    private final Adapters<Verification> adapters;

    public CheckActivitiesImpl(List<Verification> adapters) {
        this.adapters = new Adapters<>("check", adapters);
    }

    @Override
    public CheckResult run(Run run) {
        var attempts = new Attempts(run.check().triesOrOnce());
        Finding finding = Pulse.during(
                () -> attempts.ask(() -> adapters.of(run.check().type()).ask(run)));
        return new CheckResult(
                run.check().name(), finding.verdict(), Redaction.clean(finding.detail()), finding.values());
    }
}
