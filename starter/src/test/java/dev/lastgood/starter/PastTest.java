package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.history.report.Report;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history and the reports over the API, with a real PostgreSQL and a real folder behind it. */
@Tag("D2")
class PastTest {
    private static final Instant START = Instant.parse("2026-11-21T14:05:00Z");
    private static final RollbackRef OLD = new RollbackRef(new ServiceRef("production", "s1"), "11111111");
    private static final RollbackRef NEW = new RollbackRef(new ServiceRef("production", "s2"), "22222222");

    @TempDir
    static Path folder;

    static Web starter;

    @BeforeAll
    static void start() throws Exception {
        String name = "past_" + UUID.randomUUID().toString().replace("-", "");
        PostgresForTests.shared().createDatabase(name);
        String url = PostgresForTests.shared().jdbcUrl(name);
        try (HistoryDatabase database = HistoryDatabase.open(url, null, null)) {
            RollbackHistory history = new RollbackHistory(database.dataSource());
            history.record(HistoryEntry.of(ended(OLD, START)));
            history.record(HistoryEntry.of(ended(NEW, START.plusSeconds(3600))));
        }
        new FolderArtifacts(folder)
                .put(
                        OLD,
                        Report.FILE,
                        new ByteArrayInputStream("# Rollback of s1 – “zurück”\n".getBytes(StandardCharsets.UTF_8)));
        starter = Lab.starter(
                Lab.temporal().address(),
                "default",
                "lastgood.history.url=" + url,
                "lastgood.artifacts.folder=" + folder);
    }

    @AfterAll
    static void stop() {
        starter.close();
    }

    @Test
    void rollbacks_on_record_are_listed_the_newest_first_with_durations_and_downtime() {
        var reply = starter.get("/api/history");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/0/id")).isEqualTo(NEW.id());
        assertThat(reply.text("/1/id")).isEqualTo(OLD.id());
        assertThat(reply.text("/1/duration")).isEqualTo("PT1M40S");
        assertThat(reply.text("/1/downtime")).isEqualTo("PT1M20S");
        assertThat(reply.text("/1/outcome")).isEqualTo("RESTORED");
    }

    @Test
    void a_service_or_a_limit_narrows_the_list() {
        assertThat(starter.get("/api/history?service=s1").text("/0/id")).isEqualTo(OLD.id());
        assertThat(starter.get("/api/history?service=s1").text("/1/id")).isEmpty();
        assertThat(starter.get("/api/history?limit=1").text("/1/id")).isEmpty();
        assertThat(starter.get("/api/history?environment=staging").text("/0/id"))
                .isEmpty();
    }

    @Test
    void the_report_of_a_rollback_on_record_is_its_markdown_letter_by_letter() {
        var reply = starter.get("/api/rollbacks/production/s1/report?rollback=" + OLD.id());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("# Rollback of s1 – “zurück”\n");
    }

    @Test
    void a_report_that_was_not_written_is_404_and_says_when_it_will_be() {
        var reply = starter.get("/api/rollbacks/production/s2/report?rollback=" + NEW.id());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("/detail")).contains(NEW.id(), "not written yet");
    }

    @Test
    void the_report_of_another_services_rollback_is_not_given_out_under_this_ones_name() {
        assertThat(starter.get("/api/rollbacks/production/s2/report?rollback=" + OLD.id())
                        .status())
                .isEqualTo(404);
    }

    private static RollbackStatus ended(RollbackRef rollback, Instant at) {
        return new RollbackStatus(
                rollback,
                Phase.CLOSE,
                "error rate high",
                "alertmanager",
                at,
                at.plusSeconds(100),
                new Plan(Mode.ROLL_BACK, List.of(), "", List.of()),
                List.of(step(StepId.KILL_SWITCH_ON, at), step(StepId.KILL_SWITCH_OFF, at.plusSeconds(80))),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Outcome(Outcome.Kind.RESTORED, "as it was", false));
    }

    private static Step step(StepId step, Instant ended) {
        return new Step(step, State.DONE, Duration.ofSeconds(30), ended, ended, false, "");
    }
}
