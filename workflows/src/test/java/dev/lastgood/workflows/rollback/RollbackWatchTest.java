package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Verifying.Then;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The time after reopening. */
class RollbackWatchTest extends RollbackTestBase {

    @Test
    @Tag("V7")
    void whatIsMeasuredIsChartedAsTextWithItsNumbers() {
        world.checks = run ->
                new CheckResult(run.check().name(), Verdict.PASSED, "fine", Map.of("value", (double) (looks() % 3)));
        personSaysYes();

        run(watching(Duration.ofMinutes(5), 0));

        assertThat(status().watched()).hasSize(1);
        assertThat(status().watched().get(0)).matches("health [▁▅█]{10}: least 0, average (0\\.9|1|1\\.1), most 2");
        assertThat(timeline()).anyMatch(text -> text.startsWith("Watched: health "));
    }

    @Test
    @Tag("V7")
    void aRelapseIsActedOnAsTheCatalogSaysAndOnlyOnce() {
        relapsesInTheWatch();
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(watching(Duration.ofMinutes(5), 0, Then.CONTAIN, Then.OLDER_RELEASE, Then.ASK));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(world.deeds())
                .containsSubsequence(
                        "kill switch off", "kill switch on", "stop", "deploy v0", "start", "kill switch off")
                .endsWith("kill switch on")
                .filteredOn(call -> call.startsWith("deploy"))
                .containsExactly("deploy v1", "deploy v0");
    }

    @Test
    @Tag("V7")
    void anAlertOfTheServiceIsARelapse() {
        inTheWatch(() -> stub().signal("alert", alert()));
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(watching(Duration.ofMinutes(5), 0, Then.CONTAIN));

        assertThat(outcome.contained()).isTrue();
        assertThat(timeline()).anyMatch(text -> text.startsWith("Watch: It got worse again: an alert fires since "));
    }

    @Test
    @Tag("V7")
    void fewerRequestsThanUsualIsNoSuccess() {
        world.checks = run -> new CheckResult(
                run.check().name(),
                Verdict.PASSED,
                "0 % errors",
                Map.of("requests", run.since() == null ? 1000. : 30.));
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(watching(Duration.ofMinutes(5), 0.1));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(world.notices)
                .anySatisfy(notice -> assertThat(notice.lines())
                        .anyMatch(line -> line.contains("only 30 requests, and 1000 before the rollback")));
    }

    @Test
    @Tag("V7")
    void aBadRoundAtTheEndIsFollowedUntilOneIsGood() {
        failsInRounds(10, 10);
        personSaysYes();

        var outcome = run(watching(Duration.ofMinutes(5), 0));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .contains(
                        "The window is over, and the last round was bad: it is watched on until a round is good, or 2 in a"
                                + " row are bad (1 so far)",
                        "Watch: well in the end, past the 5m of its window, looked 11 times");
    }

    @Test
    @Tag("V7")
    void badRoundsThatGoOnPastTheWindowAreARelapse() {
        failsInRounds(10, 11);
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(watching(Duration.ofMinutes(5), 0, Then.CONTAIN));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(timeline()).anyMatch(text -> text.startsWith("Watch: It got worse again:"));
    }

    @Test
    @Tag("V7")
    void aPersonEndsItEarlyWithTheirName() {
        inTheWatch(() ->
                stub().update("endWatch", Rollback.WatchEnded.class, new Rollback.EndWatch("bob", "seen enough")));
        personSaysYes();

        var outcome = run(watching(Duration.ofMinutes(30), 0));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .anyMatch(
                        text -> text.startsWith("Watch: ended early by bob after ") && text.endsWith(": seen enough"));
        assertThat(status().timeline())
                .anyMatch(event -> "bob".equals(event.person()) && event.text().startsWith("The watch ends early"));
    }

    @Test
    @Tag("V7")
    void nobodyWithoutANameEndsIt() {
        var refused = new AtomicBoolean();
        inTheWatch(() -> {
            assertThatThrownBy(() ->
                            stub().update("endWatch", Rollback.WatchEnded.class, new Rollback.EndWatch(" ", "enough")))
                    .hasStackTraceContaining("needs the name of who ends it");
            refused.set(true);
        });
        personSaysYes();

        run(watching(Duration.ofMinutes(5), 0));

        assertThat(refused).isTrue();
        assertThat(timeline()).contains("Watch: quiet for 5m, looked 10 times");
    }

    @Test
    void thereIsNothingToEndWhileItIsNotWatched() {
        var refused = new AtomicBoolean();
        personSays(notice -> {
            assertThatThrownBy(() -> stub().update(
                                    "endWatch", Rollback.WatchEnded.class, new Rollback.EndWatch("bob", "enough")))
                    .hasStackTraceContaining("nothing is watched now");
            refused.set(true);
            return says(Choice.REJECT);
        });

        run(request(Impact.DEGRADED));

        assertThat(refused).isTrue();
    }

    private static RollbackRequest watching(Duration window, double leastTraffic, Then... onRelapse) {
        var watch = new Watch(
                window,
                Duration.ofSeconds(30),
                2,
                service(Impact.DEGRADED).checks(),
                onRelapse.length == 0 ? null : List.of(onRelapse),
                leastTraffic);
        return request(TestServices.shop(Impact.DEGRADED).watch(watch));
    }

    private static boolean restore(Notice notice) {
        return notice.headline().startsWith("Restore");
    }

    private Alert alert() {
        return new Alert(
                "f00",
                true,
                Instant.ofEpochMilli(environment.currentTimeMillis()),
                Map.of("alertname", "Errors"),
                Map.of("summary", "5xx"),
                "");
    }

    private long looks() {
        return world.calls.stream().filter("check health"::equals).count();
    }

    /** With the second look of the watch; the check is asked after it twice: once users are in, and then. */
    private void inTheWatch(Runnable what) {
        var once = new AtomicBoolean();
        world.before = call -> {
            if (call.equals("check health")
                    && world.calls.lastIndexOf("kill switch off") >= 0
                    && sinceOpen() == 2
                    && once.compareAndSet(false, true)) {
                what.run();
            }
        };
    }

    private void relapsesInTheWatch() {
        world.checks = run -> new CheckResult(
                run.check().name(),
                !world.killSwitch && world.calls.contains("kill switch off") && sinceOpen() > 2
                        ? Verdict.FAILED
                        : Verdict.PASSED,
                "as measured");
    }

    /** Of the watch, from 1; before them the check was asked once since users are in. */
    private void failsInRounds(int first, int last) {
        world.checks = run -> {
            long round = world.calls.contains("kill switch off") ? sinceOpen() - 1 : 0;
            return new CheckResult(
                    run.check().name(),
                    first <= round && round <= last ? Verdict.FAILED : Verdict.PASSED,
                    "as measured");
        };
    }

    private long sinceOpen() {
        List<String> calls = List.copyOf(world.calls);
        return calls.subList(calls.lastIndexOf("kill switch off"), calls.size()).stream()
                .filter("check health"::equals)
                .count();
    }
}
