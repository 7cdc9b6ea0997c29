package dev.lastgood.history.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.history.Statuses;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D1")
class ReportTest {
    private final Report report = new Report(null);
    private final Statuses rich = Statuses.rich();

    @Test
    void theSummarySaysWhatBrokeWhatWasDoneAndWhatWasGivenUp() {
        assertThat(rendered())
                .contains("alertmanager started the rollback of shop (production) at 2026-11-21 14:05:00 UTC:"
                        + " error rate over 5 %. The alert \"Error rate is 12 %\" began at 2026-11-21 13:55:00 UTC.")
                .contains("the database was put back to its state of 2026-11-21 14:02:00,"
                        + " v2.4.0 was replaced by v2.3.1 (by hand).")
                .contains("Given up: 37 rows written since the backup; 2 changed rows went back to older values.")
                .contains("Users were kept out for 8 min.")
                .contains("Outcome: restored. Back on v2.3.1 with the data of 14:02.");
    }

    @Test
    void theFactsNameReleasesBackupsDurationAndDowntime() {
        assertThat(rendered().lines())
                .contains(
                        "| Release before | v2.4.0 (c0ffee), deployed 2026-11-21 13:05:00 UTC |",
                        "| Backup used | shop-1402.sql.gz, taken 2026-11-21 14:02:00 UTC, 2,500,000 bytes |",
                        "| Backup refused | shop-1404.sql.gz: the gzip stream ends early |",
                        "| Duration | 13 min 20 s, of which 1 min waiting for people |",
                        "| Downtime | 8 min, from 2026-11-21 14:05:02 to 2026-11-21 14:13:02 UTC |");
    }

    @Test
    void theTimelineNamesThePerson() {
        assertThat(rendered())
                .contains("| 2026-11-21 14:07:40 | A person's yes | Ada Lovelace | Approved: give up 37 rows |");
    }

    @Test
    void theChecklistHasTheRunbooksElevenItemsInItsOrder() {
        assertThat(rendered().lines().filter(line -> line.matches("- \\[[ x]] [^:]+: .*") && !line.contains("email")))
                .extracting(line -> line.substring(6, line.indexOf(':')))
                .containsExactly(
                        "Kill switch activated",
                        "Application stopped",
                        "Emergency backup created",
                        "Database restored from backup",
                        "Previous application version deployed",
                        "Health checks passing",
                        "Smoke tests passing",
                        "No errors in logs",
                        "Metrics look normal",
                        "Kill switch deactivated",
                        "Stakeholders notified");
    }

    @Test
    void aStepDoneByHandIsTickedWithTheName() {
        assertThat(rendered()).contains("- [x] Previous application version deployed: by hand by Grace Hopper");
    }

    @Test
    void aCheckThatIsUnknownIsNotTicked() {
        rich.checks.add(new CheckResult("error rate", Verdict.UNKNOWN, "no samples"));

        assertThat(rendered()).contains("- [ ] Metrics look normal: error rate unknown (no samples)");
    }

    @Test
    void aCheckThatWasNeverAskedIsNotTicked() {
        rich.checks.removeIf(result -> result.name().equals("smoke tests"));

        assertThat(rendered()).contains("- [ ] Smoke tests passing: smoke tests was not asked");
    }

    @Test
    void aMessageThatGotLostIsListedAndLeavesItsItemOpen() {
        assertThat(rendered())
                .contains("- [ ] Stakeholders notified: 1 message not delivered")
                .contains("- [ ] email to product@example.org: connection refused");
    }

    @Test
    void everyonesBeingToldIsTickedAtTheEnd() {
        rich.undelivered.clear();

        assertThat(rendered()).contains("- [x] Stakeholders notified: #incidents");
    }

    @Test
    void theComparisonShowsTablesThatDifferAndNamesTheOthers() {
        assertThat(rendered())
                .contains("The restored data is live now.")
                .contains("| public.orders | 200,037 | 200,000 | 37 | 0 | 2 |")
                .contains("Without any difference: public.items.");
    }

    @Test
    void aComparisonWithoutASwapSaysThatNothingWasGivenUp() {
        rich.steps.removeIf(step -> step.step() == StepId.SWAP);

        assertThat(rendered()).contains("No data was given up.").contains("The restored data did not go live");
    }

    @Test
    void onlyStepsOverTheirBudgetAreMarked() {
        assertThat(rendered().lines().filter(line -> line.contains("**over by")))
                .singleElement()
                .asString()
                .startsWith("| Previous release | by hand by Grace Hopper | 5 min | 4 min | **over by 1 min** |");
    }

    @Test
    void artifactsCarryTheirChecksums() {
        assertThat(rendered()).contains("| app.log | 1,234 | " + Statuses.SHA + " | file:/artifacts/app.log |");
    }

    @Test
    void anEarlierVersionOfTheReportIsNoArtifactOfIt() {
        rich.artifacts.add(new Artifact(Report.FILE, "file:/artifacts/report.md", Statuses.SHA, 99));

        assertThat(rendered()).doesNotContain("report.md");
    }

    @Test
    void thePostMortemIsDueADayAfterTheEnd() {
        assertThat(rendered())
                .contains("Due by Sunday 22 November 2026, 14:18 UTC.")
                .contains("### Root cause")
                .contains("### Action items");
    }

    @Test
    void whatIsLeftIsATaskListAndContainmentStandsOut() {
        rich.left.add("the kill switch is on");
        rich.outcome = new Outcome(Outcome.Kind.UNDONE, "No answer in time.", true);

        assertThat(rendered()).contains("- [ ] the kill switch is on").contains("**The service is still contained.**");
    }

    @Test
    void aRollbackThatKnowsNothingYetHasAWholeReportToo() {
        Statuses poor = new Statuses();

        String text = report.render(Statuses.bareRequest(poor), poor.status());

        assertThat(text)
                .contains("Nothing was changed that still stands. No data was given up. Users were not kept out.")
                .contains("It is still running, in the phase \"roll back\".")
                .contains("| Backup used | none |")
                .contains("No database was compared in this rollback.")
                .contains("- [ ] Kill switch activated: not part of this rollback")
                .doesNotContain("- [x]")
                .doesNotContain("null");
    }

    @Test
    void anUndoneRollbackTellsSo() {
        Statuses undone = new Statuses()
                .step(StepId.KILL_SWITCH_ON, State.UNDONE, 0, 30)
                .step(StepId.SWAP, State.UNDONE, 10, 28, "swapped back")
                .event(2, StepId.KILL_SWITCH_ON, null, "on")
                .event(11, StepId.SWAP, null, "swapped")
                .event(28, StepId.SWAP, null, "swapped back")
                .event(30, StepId.KILL_SWITCH_ON, null, "Undone: kill switch off")
                .ended(40, Outcome.Kind.UNDONE, "The deploy failed.");

        assertThat(report.render(Statuses.request(undone), undone.status()))
                .contains("- [ ] Database restored from backup: undone: swapped back")
                .contains("- [x] Kill switch deactivated: by the undo")
                .contains("Users were kept out for 28 s.")
                .contains("| Swap the databases | undone | 1 s |")
                .contains("No data was given up.");
    }

    @Test
    void textFromOutsideStaysTextInItsCell() {
        rich.events.clear();
        rich.event(1, null, "Eve | root", "<b>x</b> `rm`\n| a | [click](http://evil)");

        assertThat(rendered())
                .contains("| 2026-11-21 14:05:01 |  | Eve \\| root |"
                        + " \\<b\\>x\\</b\\> \\`rm\\` \\| a \\| \\[click\\](http://evil) |");
    }

    @Test
    void credentialsInTheAlertsUrlAreLeftOut() {
        assertThat(ReportView.withoutCredentials("http://ada:s3cret@prometheus/graph"))
                .isEqualTo("http://prometheus/graph");
    }

    @Test
    void aTeamsOwnTemplateIsUsed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(Report.TEMPLATE), "Ours: {{title}}");

        assertThat(new Report(folder).render(Statuses.request(rich), rich.status()))
                .isEqualTo("Ours: Rollback of shop (production): restored");
    }

    @Test
    void aTemplateThatIsWrongDoesNotCostTheReport(@TempDir Path folder) throws IOException {
        for (String wrong : List.of("{{nonsense}}", "{{#facts}}")) {
            Files.writeString(folder.resolve(Report.TEMPLATE), wrong);

            assertThat(new Report(folder).render(Statuses.request(rich), rich.status()))
                    .startsWith("> The template ")
                    .containsAnyOf("nonsense", "facts")
                    .contains("## Verification checklist");
        }
    }

    @Test
    void aFolderWithoutATemplateMeansTheBuiltInOne(@TempDir Path folder) {
        assertThat(new Report(folder).render(Statuses.request(rich), rich.status()))
                .isEqualTo(rendered());
    }

    private String rendered() {
        return report.render(Statuses.request(rich), rich.status());
    }
}
