package dev.lastgood.activities.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.ReleaseActivities.PreviousQuery;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is gone back to, on a platform that has {@code v1} to {@code v5}. */
@Tag("T6")
class PreviousReleaseTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");

    private final FakePlatform platform = new FakePlatform(null, "v1", "v2", "v3", "v4", "v5");
    private HistoryDatabase database;
    private ReleaseMarks marks;

    @BeforeEach
    void open() {
        String name = "previous_" + UUID.randomUUID().toString().replace("-", "");
        PostgresForTests.shared().createDatabase(name);
        database = HistoryDatabase.open(PostgresForTests.shared().jdbcUrl(name), null, null);
        marks = new ReleaseMarks(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void withoutMarksItIsTheOneBefore() {
        Release release = previous("v5", null);

        assertThat(release.name()).isEqualTo("v4");
        assertThat(release.note()).isNull();
    }

    @Test
    void itIsTheNewestThatIsMarkedGoodThoughOthersLieBetween() {
        mark("v2", Verdict.GOOD);
        mark("v3", Verdict.GOOD);
        mark("v4", Verdict.BAD);

        Release release = previous("v5", null);

        assertThat(release.name()).isEqualTo("v3");
        assertThat(release.note()).isEqualTo("marked good on 2026-11-20 03:10 UTC");
    }

    @Test
    void oneThatIsGoneFromThePlatformGivesWayToTheNextGoodOne() {
        mark("v2", Verdict.GOOD);
        mark("v3", Verdict.GOOD);
        platform.remove("v3");

        assertThat(previous("v5", null).name()).isEqualTo("v2");
    }

    @Test
    void withoutAGoodOneABadOneIsPassedOverAndThatIsSaid() {
        mark("v4", Verdict.BAD);
        mark("v3", Verdict.UNCLEAR);

        Release release = previous("v5", null);

        assertThat(release.name()).isEqualTo("v3");
        assertThat(release.note())
                .isEqualTo(
                        "the newest before it that is not known to be bad; passed over: v4 (marked bad on 2026-11-20 04:10"
                                + " UTC)");
    }

    @Test
    void whatAPersonNamesIsTakenWhateverIsKnownOfIt() {
        mark("v4", Verdict.BAD);
        mark("v3", Verdict.GOOD);

        assertThat(previous("v5", "v4").name()).isEqualTo("v4");
    }

    @Test
    void whereAllOthersAreBadAPersonHasToName() {
        mark("v1", Verdict.BAD);

        assertThatThrownBy(() -> previous("v2", null)).hasMessageContaining("no release before v1");
    }

    @Test
    void withTheHistoryDownItIsTheOneBeforeAndThatIsSaid() {
        mark("v3", Verdict.GOOD);
        database.close();

        Release release = previous("v5", null);

        assertThat(release.name()).isEqualTo("v4");
        assertThat(release.note()).contains("the history", "does not answer");
    }

    private Release previous(String running, String requested) {
        var query = new PreviousQuery(
                new RollbackRef(SHOP, "1a2b3c4d"),
                new Target("fake", "shop", Map.of()),
                FakePlatform.release(running),
                requested);
        return new PreviousRelease(platform, marks).of(query);
    }

    private void mark(String version, Verdict verdict) {
        Instant at = Instant.parse("2026-11-20T00:00:00Z").plusSeconds(3600L * Integer.parseInt(version.substring(1)));
        marks.record(new DeploymentStatus(
                new Deployment(SHOP, Deployment.id(version, at), version, null, at, "ci"),
                at,
                at.plusSeconds(600),
                verdict,
                "because",
                FakePlatform.release(version),
                null,
                false,
                List.of(),
                List.of()));
    }
}
