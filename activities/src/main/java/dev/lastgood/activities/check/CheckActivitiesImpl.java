package dev.lastgood.activities.check;

import dev.lastgood.activities.Adapters;
import dev.lastgood.activities.support.Pulse;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** Asks each check by the adapter of its type. What can't be asked is unknown, and unknown is never a pass. */
public final class CheckActivitiesImpl implements CheckActivities {
    private final Adapters<Verification> adapters;

    public CheckActivitiesImpl(List<Verification> adapters) {
        this.adapters = new Adapters<>("check", adapters);
    }

    @Override
    public CheckResult run(Run run) {
        Finding finding = Pulse.during(() -> ask(run.check()));
        return new CheckResult(run.check().name(), finding.verdict(), Redaction.clean(finding.detail()));
    }

    private Finding ask(Check check) throws InterruptedException, InterruptedIOException {
        try {
            return adapters.of(check.type()).ask(check);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Finding.unknown("could not be asked: " + e.getMessage());
        } catch (ApplicationFailure e) {
            return Finding.unknown("could not be asked: " + e.getOriginalMessage());
        }
    }
}
