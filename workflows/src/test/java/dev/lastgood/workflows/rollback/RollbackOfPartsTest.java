package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Services that lack something, and rollbacks of a part. */
class RollbackOfPartsTest extends RollbackTestBase {
    private static final Service FULL = service(Impact.DATA_DAMAGE);

    @Test
    @Tag("R11")
    void theDatabaseAloneKeepsTheRunbooksOrder() {
        personSaysYes();

        var outcome = run(only(Option.DATABASE, FULL, null));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(releases.name()).isEqualTo("v2");
        assertThat(world.deeds())
                .containsSubsequence("kill switch on", "stop", "swap", "start", "kill switch off")
                .containsSubsequence("emergency backup", "swap")
                .containsSubsequence("restore", "swap")
                .endsWith("kill switch off");
        assertThat(world.calls).doesNotContain("previous");
    }

    @Test
    @Tag("R10")
    void theDatabaseAloneIsTakenBackToBeforeTheRunningReleaseToo() {
        personSaysYes();

        run(only(Option.DATABASE, FULL, null));

        assertThat(database.damagedSince).isEqualTo(FakeWorld.BAD_RELEASE_AT);
    }

    @Test
    @Tag("R10")
    void whereAPersonNamedTheTimeNoReleaseIsLookedUpForIt() {
        Instant named = Instant.parse("2026-11-21T03:30:00Z");
        personSaysYes();

        run(only(Option.DATABASE, FULL, named));

        assertThat(database.damagedSince).isEqualTo(named);
        assertThat(world.calls).doesNotContain("current");
    }

    @Test
    @Tag("R10")
    void withNoReleaseToAskTheDamageBeganWithTheAlertAtTheLatest() {
        Instant began = Instant.parse("2026-11-21T04:20:00Z");
        var alert = new Alert("f1", true, began, Map.of("alertname", "Wrong"), Map.of(), "");
        personSaysYes();

        run(request(service(FULL.killSwitch(), null, FULL.database()))
                .causedBy(new Cause("alertmanager", "wrong", alert)));

        assertThat(database.damagedSince).isEqualTo(began);
    }

    @Test
    @Tag("R10")
    void thatNobodyKnowsWhenTheDamageBeganStandsInTheQuestion() {
        personSays(notice -> {
            assertThat(notice.lines()).anyMatch(line -> line.startsWith("nobody knows when the damage began"));
            return says(Choice.APPROVE);
        });

        var outcome = run(request(service(FULL.killSwitch(), null, FULL.database())));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(database.damagedSince).isNull();
    }

    @Test
    void theReleaseAloneLeavesTheDatabaseAndAsksNobody() {
        var outcome = run(only(Option.RELEASE, FULL, null));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.deeds()).containsExactly("kill switch on", "stop", "deploy v1", "start", "kill switch off");
    }

    @Test
    void aDatabaseWithoutAReleaseIsSwappedBackWhenItDoesNotVerify() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(service(FULL.killSwitch(), null, FULL.database())));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isTrue();
        assertThat(database.restored).isFalse();
        assertThat(status().left())
                .containsExactly(
                        "the kill switch is on", "the restored database, live for a while, is kept as shop_lg");
    }

    @Test
    void withoutAKillSwitchTheStartIsThePointOfNoReturn() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> notice.headline().startsWith("Restore") ? says(Choice.APPROVE) : null);

        var outcome = run(request(service(null, FULL.release(), FULL.database())));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(world.deeds()).endsWith("swap", "deploy v1", "start");
        assertThat(database.restored).isTrue();
    }

    @Test
    void withNothingToKeepUsersOutTheSwapIsThePointOfNoReturn() {
        personSaysYes();

        var outcome = run(request(service(null, null, FULL.database())));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .containsSubsequence(
                        "Swap the databases: swapped in 12 ms",
                        "The service is open again. From here on, taking back is a rollback of its own.");
        assertThat(status().steps()).noneMatch(step -> step.step() == StepId.START);
    }

    @Test
    void aServiceWithNothingToTakeBackIsRefusedWithTheReason() {
        var outcome = run(request(service(null, null, null)));

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.summary()).contains("nothing for shop (production)");
    }

    @Test
    @Tag("C3")
    void whatCannotBeContainedIsRefusedWithTheReason() {
        var outcome = run(request(service(null, null, FULL.database())).as(Mode.CONTAIN));

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.summary()).contains("nothing for shop (production)");
        assertThat(outcome.contained()).isFalse();
    }

    private static RollbackRequest only(Option option, Service service, Instant damagedSince) {
        return TestRequests.of(service)
                .options(option)
                .damagedSince(damagedSince)
                .build();
    }

    private static Service service(Target killSwitch, Target release, Database database) {
        return TestServices.like(FULL)
                .killSwitch(killSwitch)
                .release(release)
                .database(database)
                .build();
    }
}
