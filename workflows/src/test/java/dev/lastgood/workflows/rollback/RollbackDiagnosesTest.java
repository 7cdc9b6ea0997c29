package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is called is told what they would have looked at first. */
class RollbackDiagnosesTest extends RollbackTestBase {

    @Test
    @Tag("V9")
    void aFailedStepCallsAPersonWithWhatWasSeenAround() {
        world.fail("deploy v1", 1);
        world.diagnosis = new Diagnosis(
                List.of("database reachable, 3 of 100 connections in use", "not set: STRIPE_KEY"),
                new Artifact("diagnosis-deploy.txt", "file:/d", "0".repeat(64), 900));
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(question().lines())
                .startsWith(
                        "deploy v1 does not work today",
                        "database reachable, 3 of 100 connections in use",
                        "not set: STRIPE_KEY");
        assertThat(status().artifacts()).extracting(Artifact::name).contains("diagnosis-deploy.txt");
    }

    @Test
    @Tag("V9")
    void itIsShortEnoughForAPhone() {
        world.fail("deploy v1", 1);
        world.diagnosis = new Diagnosis(
                IntStream.range(0, 20)
                        .mapToObj(i -> "line " + i + "x".repeat(400))
                        .toList(),
                null);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(question().lines())
                .filteredOn(line -> line.startsWith("line "))
                .hasSize(6)
                .allMatch(line -> line.length() <= 160);
    }

    @Test
    @Tag("V9")
    void aPersonIsCalledThoughNothingCanBeSeen() {
        world.fail("deploy v1", 1);
        world.fail("diagnose deploy", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.RETRY));

        assertThat(run(request(Impact.DEGRADED)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).contains("Looking around found nothing: diagnose deploy does not work today");
    }

    private Notice question() {
        return world.notices.stream()
                .filter(notice -> notice.headline().endsWith("What now?"))
                .findFirst()
                .orElseThrow();
    }
}
