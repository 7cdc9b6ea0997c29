package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestPolicies;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What alerts mean to a rollback that runs. */
@Tag("T3")
class RollbackHearsAlertsTest extends RollbackTestBase {
    private static final Instant LONG_AGO = Instant.parse("2026-11-20T20:43:40Z");

    @Test
    void resolvedBeforeAnythingWasChangedStopsItWhereTheCatalogSaysSo() {
        at("compare", () -> hears(alert("own", false, LONG_AGO)));

        Outcome outcome = run(forAlert(Impact.DEGRADED, Resolved.STOP));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.summary()).contains("on-resolved: stop", "the alert resolved before anything was changed");
        assertThat(world.calls)
                .doesNotContain("kill switch on", "stop", "swap", "deploy v1")
                .contains("drop shadow");
    }

    @Test
    void resolvedBeforeAnythingWasChangedIsAskedAbout() {
        at("compare", () -> hears(alert("own", false, LONG_AGO)));
        personSays(notice -> notice.headline().startsWith("The alert has resolved") ? says(Choice.UNDO) : null);

        Outcome outcome = run(forAlert(Impact.DEGRADED, Resolved.ASK));

        assertThat(outcome.kind()).isEqualTo(Kind.NOTHING_TO_DO);
        assertThat(outcome.summary()).contains("anna said to stop");
        assertThat(world.calls).doesNotContain("kill switch on", "stop", "swap", "deploy v1");
    }

    @Test
    void aPersonMayHaveItGoOnThoughTheAlertResolved() {
        at("compare", () -> hears(alert("own", false, LONG_AGO)));
        personSays(notice ->
                says(notice.headline().startsWith("The alert has resolved") ? Choice.ROLL_BACK : Choice.APPROVE));

        assertThat(run(forAlert(Impact.DEGRADED, Resolved.ASK)).kind()).isEqualTo(Kind.RESTORED);
    }

    @Test
    void resolvedDoesNothingWhereTheCatalogSaysToGoOn() {
        at("compare", () -> hears(alert("own", false, LONG_AGO)));
        personSaysYes();

        assertThat(run(forAlert(Impact.DEGRADED, Resolved.GO_ON)).kind()).isEqualTo(Kind.RESTORED);
    }

    @Test
    void oneOfTwoAlertsThatResolvesIsNotTheEnd() {
        at("current", () -> hears(alert("other", true, LONG_AGO)));
        at("compare", () -> hears(alert("own", false, LONG_AGO)));
        personSaysYes();

        assertThat(run(forAlert(Impact.DEGRADED, Resolved.STOP)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).anyMatch(it -> it.contains("Others still fire: it goes on"));
    }

    @Test
    void fromTheFirstContainmentStepOnResolvedIsOnlyRecorded() {
        at("compare", () -> hears(alert("own", false, LONG_AGO)));
        personSaysYes();

        assertThat(run(forAlert(Impact.DATA_DAMAGE, Resolved.STOP)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).contains("The alert resolved: own. Recorded only; nothing is reopened by it.");
    }

    @Test
    void whatAPersonStartedDoesNotEndByAnAlertThatResolves() {
        at("compare", () -> {
            hears(alert("own", true, LONG_AGO));
            hears(alert("own", false, LONG_AGO));
        });
        personSaysYes();
        RollbackRequest mine = forAlert(Impact.DEGRADED, Resolved.STOP);

        Outcome outcome = run(request(mine.service()));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
    }

    @Test
    void anAlertThatKeepingUsersOutCausesJoinsWithoutEffect() {
        at("restore", () -> hears(new Alert("f", true, now(), Map.of("alertname", "InstanceDown"), Map.of(), "")));
        personSaysYes();

        assertThat(run(forAlert(Impact.DATA_DAMAGE, Resolved.STOP)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .contains("An alert that keeping users out causes by itself joins without effect: InstanceDown");
    }

    @Test
    void anAlertThatFiresDuringTheWatchIsHeardAsARelapse() {
        atTheWatch(() -> hears(alert("again", true, now())));
        personSaysYes();

        run(forAlert(Impact.DATA_DAMAGE, Resolved.ASK));

        assertThat(timeline()).contains("An alert fires since the service was opened again: again");
    }

    @Test
    void anAlertThatFiresSinceBeforeTheServiceWasOpenedIsNoRelapse() {
        atTheWatch(() -> hears(alert("late", true, now().minus(Duration.ofHours(1)))));
        personSaysYes();

        run(forAlert(Impact.DATA_DAMAGE, Resolved.ASK));

        assertThat(timeline()).contains("Another alert joins: late");
    }

    private void atTheWatch(Runnable then) {
        var once = new AtomicBoolean();
        world.before = call -> {
            if (call.equals("check health")
                    && status().phase() == dev.lastgood.workflows.plan.Phase.WATCH
                    && !once.getAndSet(true)) {
                then.run();
            }
        };
    }

    private void at(String call, Runnable then) {
        var before = world.before;
        var once = new AtomicBoolean();
        world.before = it -> {
            before.accept(it);
            if (it.equals(call) && !once.getAndSet(true)) {
                then.run();
            }
        };
    }

    private void hears(Alert alert) {
        stub().signal("alert", alert);
    }

    private Instant now() {
        return Instant.ofEpochMilli(environment.currentTimeMillis());
    }

    private static RollbackRequest forAlert(Impact impact, Resolved onResolved) {
        var policy = TestPolicies.standard().onResolved(onResolved).build();
        return request(TestServices.shop(impact).decisions(policy))
                .causedBy(new Cause("alertmanager", "error rate high", alert("own", true, LONG_AGO)));
    }

    private static Alert alert(String fingerprint, boolean firing, Instant startsAt) {
        return new Alert(
                fingerprint,
                firing,
                startsAt,
                Map.of("alertname", "HighErrorRate"),
                Map.of("summary", fingerprint),
                "");
    }
}
