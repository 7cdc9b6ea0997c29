package dev.lastgood.workflows.rollback;

import static dev.lastgood.workflows.TestServices.shopDatabase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.client.MigrationClient;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R11")
class RollbackByScriptTest extends RollbackTestBase {

    @Test
    void itIsRehearsedAskedForAndRunWithTheServiceContainedAndTheReleaseLeftAlone() {
        List<Notice> questions = new CopyOnWriteArrayList<>();
        personSays(notice -> {
            questions.add(notice);
            return says(Choice.APPROVE);
        });

        var outcome = run(request(Impact.DEGRADED, null, Option.MIGRATION));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.deeds())
                .containsSubsequence(
                        "rehearse",
                        "kill switch on",
                        "stop",
                        "run rollback-onboarding.sql",
                        "mark migrations",
                        "start",
                        "kill switch off")
                .containsSubsequence("emergency backup", "run rollback-onboarding.sql")
                .doesNotContain("restore", "swap", "deploy v1");
        assertThat(questions).hasSize(1);
        assertThat(questions.get(0).headline())
                .isEqualTo(
                        "Run rollback-onboarding.sql (1 statement) on shop? It takes away: table public.visits with 500"
                                + " rows.");
        assertThat(questions.get(0).lines())
                .contains(
                        "line 3: DROP TABLE visits, 0 rows",
                        "locks public.visits: nobody reads or writes it meanwhile",
                        "once it has committed it can't be taken back by itself; the emergency backup holds what is there"
                                + " now");
    }

    @Test
    void withTheDatabaseTheRestoreComesAfterTheScriptAndHasAQuestionOfItsOwn() {
        personSaysYes();

        var outcome = run(request(Impact.DATA_DAMAGE, null, Option.MIGRATION, Option.DATABASE));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls)
                .containsSubsequence("rehearse", "run rollback-onboarding.sql", "restore", "compare", "swap");
        assertThat(status().steps())
                .extracting(RollbackStatus.Step::step)
                .contains(StepId.SCRIPT_APPROVAL, StepId.APPROVAL);
    }

    @Test
    void aRequestNamesTheScript() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE, "20261120_add_loyalty", Option.MIGRATION));

        assertThat(world.calls).contains("run 20261120_add_loyalty");
    }

    @Test
    void withoutAYesNothingIsRun() {
        personSays(notice -> says(Choice.REJECT));

        var outcome = run(request(Impact.DEGRADED, null, Option.MIGRATION));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.summary()).contains("anna said no to the script");
        assertThat(world.calls).doesNotContain("run rollback-onboarding.sql", "kill switch on");
    }

    @Test
    void whatHasCommittedIsNotSaidToBeUndoneAndTheServiceIsNotOpenedOnIt() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(notice.headline().startsWith("Run ") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(Impact.DEGRADED, null, Option.MIGRATION));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(outcome.summary())
                .contains(
                        "a committed script can't be taken back by itself; the emergency backup holds what was before");
        assertThat(status().left()).contains("perhaps rollback-onboarding.sql has been run on shop");
    }

    @Test
    void aScriptThatNeverCommittedLeavesNothingToUndo() {
        world.fail("run rollback-onboarding.sql", 1);
        personSays(notice -> says(notice.headline().startsWith("Run ") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(Impact.DEGRADED, null, Option.MIGRATION));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(world.killSwitch).isFalse();
        assertThat(timeline()).contains("Run the reverse script: it never committed: nothing to undo");
    }

    @Test
    void aRehearsalThatFailsIsPutToAPersonAndItsCopyDropped() {
        world.fail("rehearse", 1);
        personSays(notice -> says(Choice.UNDO));

        var outcome = run(request(Impact.DEGRADED, null, Option.MIGRATION));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(world.calls).contains("drop rehearsal").doesNotContain("run rollback-onboarding.sql");
    }

    @Test
    void aRehearsalThatWasSkippedLeavesTheScriptOut() {
        world.fail("rehearse", 1);
        personSays(notice -> says(Choice.SKIP));

        run(request(Impact.DEGRADED, null, Option.MIGRATION));

        assertThat(world.calls).doesNotContain("run rollback-onboarding.sql");
        assertThat(timeline()).contains("Run the reverse script: nothing was rehearsed");
    }

    @Test
    @Tag("R12")
    void beforeThePreviousReleaseIsDeployedFailedMigrationsAreMarked() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE, null));

        assertThat(world.deeds())
                .containsSubsequence("swap", "mark migrations", "deploy v1")
                .doesNotContain("rehearse");
    }

    @Test
    void aScriptThatTheCatalogDoesNotAllowForIsRefusedWithTheReason() {
        var outcome = run(asking(service(Impact.DATA_DAMAGE), null, Option.MIGRATION));

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.summary()).contains("A reverse script needs 'migration' below its database");
    }

    @Test
    @Tag("R12")
    void howTheMigrationsStandIsAskedOfAWorker() {
        assertThat(new MigrationClient(client).tables(service(Impact.DEGRADED)))
                .extracting(MigrationTable::tool)
                .containsExactly("Prisma");
    }

    private static RollbackRequest request(Impact impact, String script, Option... options) {
        return asking(service(impact, Map.of("migration", Map.of())), script, options);
    }

    private static RollbackRequest asking(Service service, String script, Option... options) {
        return TestRequests.of(service)
                .by("anna", "the new tables are wrong")
                .options(options)
                .script(script)
                .build();
    }

    private static Service service(Impact impact, Map<String, Object> settings) {
        return TestServices.shop(impact).database(shopDatabase(settings)).build();
    }
}
