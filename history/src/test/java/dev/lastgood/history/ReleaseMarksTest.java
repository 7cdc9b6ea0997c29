package dev.lastgood.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.history.KnownReleases.Good;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T6")
class ReleaseMarksTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");

    private HistoryDatabase database;
    private ReleaseMarks marks;

    @BeforeEach
    void open() {
        String name = "marks_" + UUID.randomUUID().toString().replace("-", "");
        PostgresForTests.shared().createDatabase(name);
        database = HistoryDatabase.open(PostgresForTests.shared().jdbcUrl(name), null, null);
        marks = new ReleaseMarks(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasRecordedIsFoundWholeAndListedTheNewestFirst() {
        DeploymentStatus older = put("v1", Verdict.GOOD);
        DeploymentStatus newer = put("v2", null);

        assertThat(marks.find(SHOP, older.deployment().id())).contains(older);
        assertThat(marks.list(new RollbackHistory.Filter("shop", null, 10))).containsExactly(newer, older);
        assertThat(marks.list(new RollbackHistory.Filter("mail", null, 10))).isEmpty();
    }

    @Test
    void aLateRetryOfTheBeginningDoesNotTakeTheVerdictAway() {
        DeploymentStatus end = put("v1", Verdict.BAD);

        put("v1", null);

        assertThat(marks.find(SHOP, end.deployment().id())).contains(end);
    }

    @Test
    void theNewestReleaseMarkedGoodBeforeTheRunningOneIsWhatIsGoneBackTo() {
        put("v1", Verdict.GOOD);
        put("v2", Verdict.GOOD);
        put("v3", Verdict.BAD);
        put("v4", null);

        assertThat(marks.known(SHOP).goodBefore(release("v4")))
                .extracting(Good::why)
                .containsExactly("marked good on 2026-11-20 02:10 UTC", "marked good on 2026-11-20 01:10 UTC");
        assertThat(marks.known(SHOP).goodBefore(release("v2")))
                .extracting(it -> it.release().name())
                .containsExactly("v1");
        assertThat(marks.known(SHOP).bad(release("v3"))).contains("marked bad on 2026-11-20 03:10 UTC");
        assertThat(marks.known(SHOP).bad(release("v4"))).isEmpty();
    }

    @Test
    void theLastWordOnAReleaseCounts() {
        put("v1", Verdict.GOOD);
        put("v2", Verdict.GOOD);
        marks.record(status("v2", at(5), Verdict.BAD));

        assertThat(names(release("v9"))).containsExactly("v1");
    }

    @Test
    void aReleaseThatWasRolledBackSinceIsNotGoodAnyMore() {
        put("v1", Verdict.GOOD);
        put("v2", Verdict.GOOD);
        put("v3", Verdict.GOOD);

        rollback(at(6), "v2", "v1");

        assertThat(names(release("v3"))).containsExactly("v1");
        assertThat(marks.known(SHOP).bad(release("v2")).orElseThrow()).startsWith("rolled back on ");
    }

    @Test
    void whenAReleaseWentLiveIsKnownByWhatWasTold() {
        marks.record(status("v2", at(2), null));

        assertThat(marks.deployedAt(SHOP, new Release("c2", "v2", null))).contains(at(2));
        assertThat(marks.deployedAt(SHOP, new Release("c3", "v3", null))).isEmpty();
    }

    private List<String> names(Release running) {
        return marks.known(SHOP).goodBefore(running).stream()
                .map(it -> it.release().name())
                .toList();
    }

    private void rollback(Instant end, String from, String to) {
        Statuses rollback =
                new Statuses().step(StepId.DEPLOY, State.DONE, 0, 10).ended(60, Outcome.Kind.RESTORED, "restored");
        rollback.from = release(from);
        rollback.to = release(to);
        rollback.endedAt = end;
        new RollbackHistory(database.dataSource()).record(HistoryEntry.of(rollback.status()));
    }

    /** {@code v3} went live at three o'clock, and was judged ten minutes later. */
    private DeploymentStatus put(String version, Verdict verdict) {
        DeploymentStatus status = status(version, at(Integer.parseInt(version.substring(1))), verdict);
        marks.record(status);
        return status;
    }

    private static DeploymentStatus status(String version, Instant at, Verdict verdict) {
        return new DeploymentStatus(
                new Deployment(SHOP, Deployment.id(version, at), version, null, at, "ci"),
                at,
                verdict == null ? null : at.plusSeconds(600),
                verdict,
                "because",
                verdict == null ? null : release(version),
                null,
                false,
                List.of(new DeploymentStatus.Line(at, "round 1: 1 of 1 checks pass")),
                List.of());
    }

    private static Release release(String name) {
        return new Release("commit-of-" + name, name, null);
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-11-20T00:00:00Z").plusSeconds(3600L * hour);
    }
}
