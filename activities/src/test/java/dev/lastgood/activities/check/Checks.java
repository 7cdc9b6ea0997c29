package dev.lastgood.activities.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Check.Tries;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks one check as the worker does. */
public final class Checks {
    private Checks() {}

    public static CheckResult ask(Verification verification, Map<String, Object> settings) {
        return ask(verification, settings, null, null, null);
    }

    /** As after a rollback, before which the same check was asked. */
    public static CheckResult askAgain(Verification verification, Map<String, Object> settings, CheckResult baseline) {
        return ask(verification, settings, baseline, null, null);
    }

    public static CheckResult ask(
            Verification verification,
            Map<String, Object> settings,
            @Nullable CheckResult baseline,
            @Nullable Instant since,
            @Nullable Tries tries) {
        var check = new Check(
                "health", verification.type(), Check.Road.PUBLIC, Set.of(Check.When.AFTER_REOPENING), settings, tries);
        return new CheckActivitiesImpl(List.of(verification)).run(new Run(Given.ROLLBACK, check, baseline, since));
    }

    /** What the same check measured before. */
    public static CheckResult measured(Map<String, Double> values) {
        return new CheckResult("health", Verdict.PASSED, "as measured", values);
    }

    public static void says(CheckResult result, Verdict verdict, String detail) {
        assertThat(result).satisfies(it -> {
            assertThat(it.detail()).isEqualTo(detail);
            assertThat(it.verdict()).isEqualTo(verdict);
        });
    }
}
