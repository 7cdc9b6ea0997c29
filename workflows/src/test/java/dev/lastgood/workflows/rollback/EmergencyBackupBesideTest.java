package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("P2")
class EmergencyBackupBesideTest extends RollbackTestBase {

    @Test
    void theSwapDoesNotWaitForAnEmergencyBackupThatIsStillTried() {
        world.stumble("emergency backup", 8);
        personSaysYes();

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls.indexOf("swap")).isLessThan(world.calls.lastIndexOf("emergency backup"));
        assertThat(state()).isEqualTo(State.DONE);
    }

    @Test
    void oneThatFailsIsToldAndNobodyIsAsked() {
        world.fail("emergency backup", 1);
        personSaysYes();

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(state()).isEqualTo(State.FAILED);
        assertThat(world.notices).anySatisfy(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.PERSON_NEEDED);
            assertThat(notice.headline()).isEqualTo("Emergency backup failed; the rollback goes on without it");
        });
    }

    @Test
    void thePlanSaysWhetherTheSwapWaits() {
        assertThat(changes(request(Impact.DATA_DAMAGE)))
                .endsWith("nothing waits for it, as the swap keeps the displaced one");
        assertThat(changes(careful(Impact.DATA_DAMAGE))).endsWith("the swap waits for it");
    }

    @Test
    @Tag("R10")
    void whatIsOddAboutTheBackupStandsInTheQuestionAndInTheTimeline() {
        database.warning = "backup shop has 1 MB, the one before it 4 MB";
        personSays(notice -> {
            assertThat(notice.lines()).contains("look at this before saying yes: " + database.warning);
            return says(Choice.APPROVE);
        });

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).contains("Look at this before saying yes: " + database.warning);
    }

    private State state() {
        return status().steps().stream()
                .filter(it -> it.step() == StepId.EMERGENCY_BACKUP)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static String changes(dev.lastgood.workflows.plan.RollbackRequest request) {
        return dev.lastgood.workflows.plan.Planner.plan(request).steps().stream()
                .filter(it -> it.step() == StepId.EMERGENCY_BACKUP)
                .findFirst()
                .orElseThrow()
                .changes();
    }
}
