package dev.lastgood.activities.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.release.FakePlatform;
import dev.lastgood.history.DecisionHistory;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.DecisionActivities.Entry;
import dev.lastgood.workflows.activities.DecisionActivities.Look;
import dev.lastgood.workflows.activities.DecisionActivities.Looked;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T9")
class DecisionActivitiesTest {
    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final CountDownLatch never = new CountDownLatch(1);
    private final FakePlatform platform = new FakePlatform(Instant.now().minus(Duration.ofHours(1)), "v1", "v2");
    private HistoryDatabase database;

    @BeforeEach
    void open() {
        String name = "history_" + UUID.randomUUID().toString().replace("-", "");
        PostgresForTests.shared().createDatabase(name);
        database = HistoryDatabase.open(PostgresForTests.shared().jdbcUrl(name), null, null);
    }

    @AfterEach
    void close() {
        never.countDown();
        database.close();
        temporal.close();
    }

    @Test
    void looksAtTheReleaseAndDecides() {
        Looked looked = look("shop");

        assertThat(looked.world().newest().release().name()).isEqualTo("v2");
        assertThat(looked.decision().verdict()).isEqualTo(Verdict.START);
    }

    @Test
    @Tag("T6")
    void whoDeployedAReleaseKnowsBestWhen() {
        Instant told = Instant.parse("2026-11-20T14:02:00Z");
        var deployment = new Deployment(ref("shop"), Deployment.id("v2", told), "v2", null, told, "ci");
        new ReleaseMarks(database.dataSource())
                .record(new DeploymentStatus(
                        deployment, told, null, null, "watched", null, null, false, List.of(), List.of()));

        assertThat(look("shop").world().newest().release().deployedAt()).isEqualTo(told);
    }

    @Test
    void aPlatformThatDoesNotAnswerIsUnknownWithinSeconds() {
        platform.before = this::hang;
        Instant before = Instant.now();

        Looked looked = look("shop");

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertThat(looked.decision().verdict()).isEqualTo(Verdict.ASK);
        assertThat(looked.decision().words()).contains("the platform can't be asked: it did not answer within 2500 ms");
    }

    @Test
    void aHistoryThatDoesNotAnswerIsNamedAndStopsNothingByItself() {
        database.close();

        Looked looked = look("shop");

        assertThat(looked.decision().verdict()).isEqualTo(Verdict.START);
        assertThat(looked.decision().words()).contains("the history can't be asked");
    }

    @Test
    void oneServiceTooManyPullsTheBrakeAndAskingTwiceCountsOnce() {
        look("shop");
        look("shop");
        look("blog");
        assertThat(look("mail").decision().verdict()).isEqualTo(Verdict.START);

        Looked fourth = look("wiki");

        assertThat(fourth.world().wanting()).isEqualTo(4);
        assertThat(fourth.decision().verdict()).isEqualTo(Verdict.HELD);
        assertThat(fourth.decision().pullsBrake()).isTrue();
    }

    @Test
    @Tag("T4")
    void whatWasDecidedIsKeptWithItsReasons() {
        Looked looked = look("shop");

        activities().record(new Entry(alert(), ref("shop"), looked.decision(), "production-shop-1a2b3c4d", null, null));

        assertThat(new DecisionHistory(database.dataSource()).list(RollbackHistory.Filter.newest(5)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.alert()).isEqualTo("HighErrorRate");
                    assertThat(it.reasons()).isEqualTo(looked.decision().reasons());
                    assertThat(it.rollback()).isEqualTo("production-shop-1a2b3c4d");
                });
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }

    private Looked look(String service) {
        var ref = new RollbackRef(ref(service), Given.ROLLBACK.key());
        return activities().look(new Look(ref, service(ref(service)), alert()));
    }

    private DecisionActivitiesImpl activities() {
        return new DecisionActivitiesImpl(
                List.of(platform),
                new DecisionHistory(database.dataSource()),
                new ReleaseMarks(database.dataSource()),
                temporal.getWorkflowClient());
    }

    private static ServiceRef ref(String service) {
        return new ServiceRef("production", service);
    }

    private static Service service(ServiceRef ref) {
        return Given.service(ref, new Target("fake", "app", Map.of()), null, null);
    }

    private static Alert alert() {
        return new Alert(
                "f1", true, Instant.now().minusSeconds(60), Map.of("alertname", "HighErrorRate"), Map.of(), "");
    }
}
