package dev.lastgood.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.history.RollbackHistory.Filter;
import dev.lastgood.history.report.Report;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("D2")
class RollbackHistoryTest {
    private HistoryDatabase database;
    private RollbackHistory history;

    @BeforeEach
    void open() {
        String name = "history_" + UUID.randomUUID().toString().replace("-", "");
        PostgresForTests.shared().createDatabase(name);
        database = HistoryDatabase.open(PostgresForTests.shared().jdbcUrl(name), null, null);
        history = new RollbackHistory(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasRecordedIsFoundWhole() {
        HistoryEntry entry = HistoryEntry.of(Statuses.rich().status());

        history.record(entry);

        assertThat(history.find("production-shop-1a2b3c4d")).contains(entry);
    }

    @Test
    void aRowHoldsWhatTheRunbooksHistoryTableAsksFor() {
        history.record(HistoryEntry.of(Statuses.rich().status()));

        HistoryEntry entry = history.find("production-shop-1a2b3c4d").orElseThrow();

        assertThat(entry.startedAt()).isEqualTo(Statuses.START);
        assertThat(entry.fromVersion()).isEqualTo("v2.4.0");
        assertThat(entry.toVersion()).isEqualTo("v2.3.1");
        assertThat(entry.reason()).isEqualTo("error rate over 5 %");
        assertThat(entry.startedBy()).isEqualTo("alertmanager");
        assertThat(entry.duration()).isEqualTo(Duration.ofSeconds(800));
        assertThat(entry.downtime()).isEqualTo(Duration.ofSeconds(480));
        assertThat(entry.outcome()).isEqualTo(Outcome.Kind.RESTORED);
    }

    @Test
    void recordingAgainOverwrites() {
        Statuses rollback = new Statuses().running(StepId.STOP, 5);
        history.record(HistoryEntry.of(rollback.status()));

        history.record(HistoryEntry.of(
                rollback.ended(60, Outcome.Kind.UNDONE, "undone").status()));

        assertThat(history.list(Filter.newest(10)))
                .extracting(HistoryEntry::outcome)
                .containsExactly(Outcome.Kind.UNDONE);
    }

    @Test
    void aLateRetryDoesNotOverwriteWhatIsNewer() {
        HistoryEntry older =
                HistoryEntry.of(new Statuses().running(StepId.STOP, 5).status());
        HistoryEntry newer = HistoryEntry.of(Statuses.rich().status());
        history.record(newer);

        history.record(older);

        assertThat(history.find(newer.id())).contains(newer);
    }

    @Test
    void theReportOnceKnownStays() {
        Statuses rollback = new Statuses().step(StepId.STOP, State.DONE, 0, 10);
        rollback.artifacts.add(new Artifact(Report.FILE, "file:/report.md", Statuses.SHA, 10));
        history.record(HistoryEntry.of(rollback.status()));
        rollback.artifacts.clear();

        history.record(HistoryEntry.of(rollback.status()));

        assertThat(history.find("production-shop-1a2b3c4d").orElseThrow().reportUri())
                .isEqualTo("file:/report.md");
    }

    @Test
    void theNewestComesFirstAndNoMoreThanTheLimit() {
        put("shop", "00000001", 0);
        put("shop", "00000003", 20);
        put("shop", "00000002", 10);

        assertThat(history.list(Filter.newest(2)))
                .extracting(entry -> entry.rollback().key())
                .containsExactly("00000003", "00000002");
    }

    @Test
    void aListingCanBeOfOneService() {
        put("shop", "00000001", 0);
        put("mail", "00000002", 10);

        assertThat(history.list(new Filter("mail", null, 10)))
                .extracting(entry -> entry.rollback().key())
                .containsExactly("00000002");
    }

    @Test
    void aListingCanBeOfOneEnvironment() {
        put("shop", "00000001", 0);

        assertThat(history.list(new Filter(null, "staging", 10))).isEmpty();
    }

    @Test
    void theLatestIsTheServicesNewest() {
        put("shop", "00000001", 0);
        put("shop", "00000002", 10);
        put("mail", "00000003", 20);

        assertThat(history.latest(new ServiceRef("production", "shop")))
                .map(entry -> entry.rollback().key())
                .contains("00000002");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(history.find("production-shop-ffffffff")).isEmpty();
    }

    @Test
    void aLimitOutOfRangeIsRefusedWithTheRange() {
        assertThatThrownBy(() -> Filter.newest(0)).hasMessage("limit 0: use a number from 1 to 1000");
    }

    @Test
    void textThatPostgresCannotKeepIsKeptReadable() {
        Statuses rollback = new Statuses().event(1, null, null, "log: \0 and \\u0000");
        rollback.reason = "a \0 in the alert";

        history.record(HistoryEntry.of(rollback.status()));

        HistoryEntry entry = history.find("production-shop-1a2b3c4d").orElseThrow();
        assertThat(entry.reason()).isEqualTo("a \uFFFD in the alert");
        assertThat(entry.status().timeline().get(0).text()).isEqualTo("log: \uFFFD and \\u0000");
    }

    @Test
    void theStatusOfAnotherVersionIsReadAsFarAsItGoes() {
        history.record(HistoryEntry.of(Statuses.rich().status()));
        JdbcClient.create(database.dataSource())
                .sql("UPDATE lastgood.rollback SET outcome = 'TELEPORTED', status = (status - 'undelivered')"
                        + " || '{\"phase\": \"TELEPORT\", \"mood\": \"good\"}'")
                .update();

        HistoryEntry entry = history.find("production-shop-1a2b3c4d").orElseThrow();

        assertThat(entry.outcome()).isNull();
        assertThat(entry.status().undelivered()).isEmpty();
        assertThat(entry.status().checks()).hasSize(3);
    }

    @Test
    void planAndComparisonCanBeAskedForInSql() {
        history.record(HistoryEntry.of(Statuses.rich().status()));

        Long givenUp = JdbcClient.create(database.dataSource())
                .sql("SELECT sum((t ->> 'onlyInLive')::bigint)::bigint FROM lastgood.rollback,"
                        + " jsonb_array_elements(comparison -> 'tables') t WHERE plan ->> 'mode' = 'ROLL_BACK'")
                .query(Long.class)
                .single();

        assertThat(givenUp).isEqualTo(37);
    }

    private void put(String service, String key, long startedAfter) {
        Statuses rollback = new Statuses();
        rollback.service = new ServiceRef("production", service);
        rollback.key = key;
        rollback.startedAt = Statuses.at(startedAfter);
        history.record(HistoryEntry.of(rollback.status()));
    }
}
