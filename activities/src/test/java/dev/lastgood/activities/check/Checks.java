package dev.lastgood.activities.check;

import dev.lastgood.activities.Given;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks one check as the worker does. */
final class Checks {
    private Checks() {}

    static CheckResult ask(Verification verification, Map<String, Object> settings) {
        var check = new Check(
                "health", verification.type(), Check.Road.PUBLIC, Set.of(Check.When.AFTER_REOPENING), settings);
        return new CheckActivitiesImpl(List.of(verification)).run(new Run(Given.ROLLBACK, check));
    }
}
