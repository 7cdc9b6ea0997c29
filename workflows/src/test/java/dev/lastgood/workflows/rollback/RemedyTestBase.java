package dev.lastgood.workflows.rollback;

import static dev.lastgood.workflows.TestServices.shop;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Verifying;
import dev.lastgood.workflows.model.Verifying.Then;
import dev.lastgood.workflows.model.Verifying.Unknown;
import dev.lastgood.workflows.plan.RollbackRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Rollbacks whose verification fails, with what the catalog says is done then. */
abstract class RemedyTestBase extends RollbackTestBase {
    static RollbackRequest policy(Impact impact, Then... order) {
        return request(shop(impact).verifying(verifying(1, Unknown.FAIL, order)));
    }

    static Verifying verifying(int olderReleases, Unknown unknown, Then... order) {
        return new Verifying(List.of(order), olderReleases, unknown, 1, Duration.ofSeconds(30));
    }

    static boolean restore(Notice notice) {
        return notice.headline().startsWith("Restore");
    }

    void checks(Predicate<CheckActivities.Run> passes) {
        world.checks = run ->
                new CheckResult(run.check().name(), passes.test(run) ? Verdict.PASSED : Verdict.FAILED, "as measured");
    }
}
