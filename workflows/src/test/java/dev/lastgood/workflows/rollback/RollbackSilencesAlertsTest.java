package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service's alerts are silent while the cure sets them off. */
@Tag("T3")
class RollbackSilencesAlertsTest extends RollbackTestBase {

    @Test
    void theAlertsAreSilentWhileUsersAreKeptOutAndHeardAgainInTheWatch() {
        var silentAtTheDeploy = new AtomicReference<Boolean>();
        var silentAtTheWatch = new AtomicReference<Boolean>();
        world.before = call -> {
            if (call.equals("deploy v1")) {
                silentAtTheDeploy.set(alerting.silent);
            }
            if (call.equals("check health") && status().phase() == Phase.WATCH) {
                silentAtTheWatch.compareAndSet(null, alerting.silent);
            }
        };
        personSaysYes();

        run(silencing(Impact.DEGRADED));

        assertThat(silentAtTheDeploy).hasValue(true);
        assertThat(silentAtTheWatch).hasValue(false);
        assertThat(alerting.until).hasSize(1);
    }

    @Test
    void theSilenceIsProlongedWhileAPersonThinks() {
        personSaysYesAfter(Duration.ofMinutes(90));

        run(silencing(Impact.DATA_DAMAGE));

        assertThat(alerting.until).hasSizeGreaterThan(2).isSorted();
        assertThat(alerting.silent).isFalse();
    }

    @Test
    void theSilenceIsLiftedWhenItEndsOnTheWay() {
        personSays(notice -> says(Choice.REJECT));

        assertThat(run(silencing(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.UNDONE);
        assertThat(alerting.silent).isFalse();
    }

    @Test
    void anAlertmanagerThatDoesNotAnswerStopsNothingAndWhatMayBeLeftIsSaid() {
        alerting.dead = true;
        personSaysYes();

        assertThat(run(silencing(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(status().left())
                .anyMatch(it -> it.startsWith("perhaps a silence for its alerts is in the Alertmanager"));
        assertThat(timeline()).anyMatch(it -> it.startsWith("The service's alerts are not silenced"));
    }

    private void personSaysYesAfter(Duration time) {
        personSays(notice -> {
            environment.registerDelayedCallback(
                    time, () -> stub().update("approve", Answer.Decided.class, says(Choice.APPROVE)));
            return null;
        });
    }

    private static RollbackRequest silencing(Impact impact) {
        return request(TestServices.shop(impact)
                .approval(Duration.ofHours(3))
                .alerting(new Target("alertmanager", "the Alertmanager", Map.of())));
    }
}
