package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.RollbackRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks one check, as often as it says. A check that can't be asked is unknown, not an error. */
@ActivityInterface
public interface CheckActivities {
    @ActivityMethod(name = "RunCheck")
    CheckResult run(Run run);

    /**
     * @param baseline what the same check found before anything was changed; null where it was not asked then, and where this is
     *     that run
     * @param since when the rollback began, or the release was deployed: what the log holds from before is nothing new
     */
    record Run(
            RollbackRef rollback,
            Check check,
            @Nullable CheckResult baseline,
            @Nullable Instant since) {

        public Run(RollbackRef rollback, Check check) {
            this(rollback, check, null, null);
        }
    }
}
