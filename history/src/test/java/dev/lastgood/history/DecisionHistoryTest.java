package dev.lastgood.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T4")
class DecisionHistoryTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final ServiceRef BLOG = new ServiceRef("production", "blog");
    private static final Instant AT = Instant.parse("2026-11-21T05:00:00Z");

    private HistoryDatabase database;
    private DecisionHistory history;

    @BeforeEach
    void open() {
        String name = "history_" + UUID.randomUUID().toString().replace("-", "");
        PostgresForTests.shared().createDatabase(name);
        database = HistoryDatabase.open(PostgresForTests.shared().jdbcUrl(name), null, null);
        history = new DecisionHistory(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static DecisionEntry entry(String id, @Nullable ServiceRef service, @Nullable String outcome) {
        return new DecisionEntry(
                id,
                "f1",
                AT.minusSeconds(60),
                "HighErrorRate",
                service == null ? null : service.service(),
                service == null ? null : service.environment(),
                "HELD",
                "P0 - Critical",
                List.of("paused by ada", "P0 - Critical: roll back at once"),
                AT,
                null,
                outcome,
                null);
    }

    @Test
    void whatWasDecidedIsFoundWhole() {
        history.record(entry("decision-1", SHOP, null));

        assertThat(history.list(new RollbackHistory.Filter("shop", "production", 10)))
                .containsExactly(entry("decision-1", SHOP, null));
        assertThat(history.list(new RollbackHistory.Filter("blog", null, 10))).isEmpty();
    }

    @Test
    @Tag("T11")
    void anAlertThatNoServiceTakesIsListedToo() {
        history.record(entry("decision-1", null, null));

        assertThat(history.list(RollbackHistory.Filter.newest(10)))
                .singleElement()
                .satisfies(it -> assertThat(it.service()).isNull());
    }

    @Test
    void whatCameOfItIsAddedAndNotTakenAwayByALateFirstWord() {
        history.record(entry("decision-1", SHOP, "vetoed: by anna"));
        history.record(entry("decision-1", SHOP, null));

        assertThat(history.list(RollbackHistory.Filter.newest(10)))
                .singleElement()
                .satisfies(it -> assertThat(it.outcome()).isEqualTo("vetoed: by anna"));
    }

    @Test
    @Tag("T9")
    void theLastRollbackIsTheNewestThatChangedSomething() {
        RollbackHistory rollbacks = new RollbackHistory(database.dataSource());
        var ended = new Statuses().ended(60, Outcome.Kind.UNDONE, "undone").status();
        rollbacks.record(HistoryEntry.of(ended));

        assertThat(history.last(ended.rollback().service())).hasValueSatisfying(it -> {
            assertThat(it.endedAt()).isEqualTo(ended.endedAt());
            assertThat(it.outcome()).isEqualTo("UNDONE");
        });

        rollbacks.record(HistoryEntry.of(new Statuses()
                .ended(60, Outcome.Kind.REFUSED, "not rolled back by itself")
                .status()));

        assertThat(history.last(ended.rollback().service())).isEmpty();
    }

    @Test
    @Tag("T9")
    void servicesThatWantToGoBackAreCountedOnceEach() {
        Duration within = Duration.ofMinutes(10);

        assertThat(history.wish(SHOP, "f1@1", within, null)).isEqualTo(1);
        assertThat(history.wish(SHOP, "f1@1", within, null)).isEqualTo(1);
        assertThat(history.wish(SHOP, "f2@1", within, null)).isEqualTo(1);
        assertThat(history.wish(BLOG, "f3@1", within, null)).isEqualTo(2);
    }

    @Test
    @Tag("T9")
    void whatWasWantedBeforeTheBrakeWasArmedAgainDoesNotCount() {
        Duration within = Duration.ofMinutes(10);
        history.wish(SHOP, "f1@1", within, null);

        assertThat(history.wish(BLOG, "f3@1", within, Instant.now().plusSeconds(60)))
                .isEqualTo(1);
    }
}
