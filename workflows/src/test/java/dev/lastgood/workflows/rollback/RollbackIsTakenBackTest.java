package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Undo: a finished rollback is taken back by a rollback of its own. */
@Tag("M5")
class RollbackIsTakenBackTest extends RollbackTestBase {
    private static final String OF = "1a2b3c4d";

    @Test
    void itAsksWithWhatWouldBeLostSwapsAndDeploysWhatRanBefore() {
        var asked = new ArrayList<String>();
        personSays(notice -> {
            asked.add(notice.headline());
            asked.addAll(notice.lines());
            return says(Choice.APPROVE);
        });
        releases.live = new Release("v1", "v1", FakeWorld.BAD_RELEASE_AT);

        var outcome = run(undo(Impact.DEGRADED, new Release("c2", "v2", null)));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(outcome.summary()).contains("as it was before rollback 1a2b3c4d, which is undone, running v2");
        assertThat(asked.get(0))
                .startsWith(
                        "Undo rollback 1a2b3c4d and put shop_displaced_1a2b3c4d back as shop? This gives up 37 orders");
        assertThat(asked).anyMatch(it -> it.contains("was live until 2026-11-21 03:00 UTC"));
        assertThat(asked).noneMatch(it -> it.contains("damage"));
        assertThat(world.deeds())
                .containsSubsequence(
                        "find displaced 1a2b3c4d",
                        "take DISPLACED",
                        "kill switch on",
                        "stop",
                        "swap",
                        "deploy v2",
                        "start",
                        "kill switch off");
        assertThat(world.calls).doesNotContain("previous");
    }

    @Test
    void withNothingToPutBackNothingIsTouched() {
        world.fail("find displaced " + OF, 1);

        var outcome = run(undo(Impact.DATA_DAMAGE, null));

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.summary()).startsWith("Not undone, and nothing was touched: ");
        assertThat(world.deeds()).containsExactly("find displaced 1a2b3c4d");
    }

    @Test
    void whereDataIsBeingDamagedItIsContainedAtOnceButAfterTheLook() {
        personSaysYes();
        run(undo(Impact.DATA_DAMAGE, null));
        assertThat(world.deeds().get(0)).isEqualTo("find displaced 1a2b3c4d");
        assertThat(world.deeds().subList(1, 3)).contains("kill switch on");
    }

    @Test
    void aNoLeavesItDisplacedAndTheServiceOpen() {
        personSays(notice -> says(Choice.REJECT));

        var outcome = run(undo(Impact.DEGRADED, null));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(world.deeds()).endsWith("drop shadow").doesNotContain("swap", "kill switch on");
    }

    @Test
    void whenTheReleaseFailsItIsSwappedBack() {
        world.fail("deploy v2", 1);
        personSays(notice -> says(notice.headline().startsWith("Undo") ? Choice.APPROVE : Choice.UNDO));

        assertThat(run(undo(Impact.DEGRADED, new Release("c2", "v2", null))).kind())
                .isEqualTo(Kind.UNDONE);
        assertThat(world.deeds()).containsSubsequence("swap", "swap back", "drop shadow");
        assertThat(database.restored).isFalse();
    }

    @Test
    void ofARollbackThatChangedTheReleaseOnlyTheDatabaseIsNotTouched() {
        var request = undo(Impact.DEGRADED, new Release("c2", "v2", null), Set.of(Option.RELEASE));
        assertThat(run(request).kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.deeds()).contains("deploy v2").doesNotContain("find displaced 1a2b3c4d", "swap");
    }

    @Test
    @Tag("M2")
    void whatStandsReadyIsTakenAndTheQuestionSaysSo() {
        database.source = ShadowSource.WARM;
        var asked = new ArrayList<String>();
        personSays(notice -> {
            asked.addAll(notice.lines());
            return says(Choice.APPROVE);
        });

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);

        assertThat(world.deeds()).contains("take WARM").doesNotContain("restore");
        assertThat(asked).anyMatch(it -> it.contains("stands restored beside since 2026-11-21 03:30 UTC"));
        assertThat(timeline()).anyMatch(it -> it.contains("stands restored beside since"));
    }

    private static RollbackRequest undo(Impact impact, Release before) {
        return undo(impact, before, before == null ? Set.of(Option.DATABASE) : Set.of(Option.DATABASE, Option.RELEASE));
    }

    private static RollbackRequest undo(Impact impact, Release before, Set<Option> options) {
        return TestRequests.of(service(impact))
                .id("request-2")
                .mode(Mode.UNDO)
                .options(options)
                .undo(new RollbackRequest.Undo(OF, before))
                .build();
    }
}
