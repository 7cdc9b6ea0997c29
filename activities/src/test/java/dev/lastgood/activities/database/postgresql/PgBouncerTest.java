package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Shadow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("M1")
class PgBouncerTest {
    @TempDir
    Path folder;

    Patient patient;

    @BeforeEach
    void aShop() throws Exception {
        patient = new Patient(folder, PostgresForTests.shared(), "shop_" + Long.toHexString(System.nanoTime()));
        patient.environment.put("PGB_PASSWORD", PgBouncerProcess.PASSWORD);
    }

    @AfterEach
    void end() throws Exception {
        patient.close();
    }

    @Test
    void clientsOfAPausedPoolerSeeNoErrorInASwapAndInTheSwapBack() throws Exception {
        Shadow shadow = damagedAndRestored();
        try (PgBouncerProcess pooler = pooler("transaction");
                Clients clients = new Clients(pooler)) {
            clients.awaitMore();
            assertThat(patient.swap(shadow).detail())
                    .contains("PgBouncer 127.0.0.1:" + pooler.port + " was paused meanwhile");
            clients.awaitMore();
            assertThat(clients.last).hasValue(3000);
            patient.swapBack(shadow);
            clients.awaitMore();
            assertThat(clients.last).hasValue(3005);
            assertThat(clients.errors).isEmpty();
            assertThat(pooler.isPaused()).isFalse();
        }
    }

    @Test
    void aPoolerThatAKilledWorkerLeftPausedIsResumedByTheNextTry() throws Exception {
        Shadow shadow = damagedAndRestored();
        try (PgBouncerProcess pooler = pooler("transaction")) {
            pooler.pause();
            assertThat(patient.swap(shadow).changed()).isTrue();
            assertThat(pooler.isPaused()).as("killed before the swap").isFalse();
            pooler.pause();
            assertThat(patient.swap(shadow).changed()).isFalse();
            assertThat(pooler.isPaused()).as("killed after the swap").isFalse();
        }
    }

    @Test
    void aQueryThatDoesNotEndIsEndedByTheSwapAndTheOthersWait() throws Exception {
        Shadow shadow = damagedAndRestored();
        try (PgBouncerProcess pooler = pooler("transaction");
                Clients clients = new Clients(pooler);
                Connection slow = pooler.connect()) {
            Queue<String> ended = new ConcurrentLinkedQueue<>();
            Thread sleeper = new Thread(() -> {
                try {
                    slow.createStatement().execute("SELECT pg_sleep(60)");
                } catch (SQLException e) {
                    ended.add(String.valueOf(e.getMessage()));
                }
            });
            sleeper.start();
            clients.awaitMore();
            Awaitility.await()
                    .until(() -> patient.value(
                                    "postgres",
                                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%'"
                                            + " AND datname = '" + patient.name + "'")
                            .equals("1"));
            Swapped swapped = patient.swap(shadow);
            assertThat(swapped.detail()).contains("queries that did not end within 1 s were ended");
            sleeper.join();
            clients.awaitMore();
            assertThat(ended).hasSize(1);
            assertThat(clients.errors).isEmpty();
            assertThat(pooler.isPaused()).isFalse();
        }
    }

    @Test
    void aSwapThatFailsResumesThePoolerToo() throws Exception {
        Shadow shadow = damagedAndRestored();
        try (PgBouncerProcess pooler = pooler("transaction")) {
            patient.before = sql -> {
                if (sql.startsWith("-- Both renames")) {
                    throw new IllegalStateException("killed here");
                }
            };
            assertThatThrownBy(() -> patient.swap(shadow)).hasStackTraceContaining("killed here");
            assertThat(pooler.isPaused()).isFalse();
            assertThat(patient.oid()).isEqualTo(shadow.liveOid());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust", "plain", "md5", "scram-sha-256"})
    void theFindingsSayThatThePoolerWillBePausedHoweverItAsksForThePassword(String authentication) throws Exception {
        try (PgBouncerProcess pooler = pooler("transaction", authentication)) {
            assertThat(lines())
                    .anyMatch(it -> it.startsWith("will be done: PgBouncer 127.0.0.1:" + pooler.port + "; paused"));
        }
    }

    @Test
    void aPoolerThatCanNotBeReachedIsSaidToBeOne() {
        patient.settings.put("pgbouncer", List.of(Map.of("host", "127.0.0.1", "port", 1, "user", "postgres")));
        assertThat(lines()).anyMatch(it -> it.contains("PgBouncer 127.0.0.1:1 can't be reached"));
    }

    @Test
    void aPoolerBySessionIsSaidToLoseItsClientsSessions() throws Exception {
        try (PgBouncerProcess pooler = pooler("session")) {
            assertThat(lines()).anyMatch(it -> it.contains(pooler.port + " pools by session"));
        }
    }

    @Test
    void aPoolerThatIsDownDoesNotHoldUpTheSwap() throws Exception {
        Shadow shadow = damagedAndRestored();
        patient.settings.put("pgbouncer", List.of(Map.of("host", "127.0.0.1", "port", 1, "user", "postgres")));
        Swapped swapped = patient.swap(shadow);
        assertThat(swapped.changed()).isTrue();
        assertThat(swapped.detail()).contains("PgBouncer 127.0.0.1:1 could not be paused");
    }

    private List<String> lines() {
        return patient.activities().inspect(patient.query()).findings().stream()
                .map(Finding::line)
                .toList();
    }

    private PgBouncerProcess pooler(String mode) throws Exception {
        return pooler(mode, "trust");
    }

    private PgBouncerProcess pooler(String mode, String authentication) throws Exception {
        PgBouncerProcess pooler = new PgBouncerProcess(folder, patient, mode, authentication);
        patient.settings.put("pgbouncer", List.of(pooler.settings()));
        return pooler;
    }

    private Shadow damagedAndRestored() throws Exception {
        var backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        return patient.restore(backup);
    }

    /** Two that stay connected and two that reconnect for every query. */
    private static final class Clients implements AutoCloseable {
        final Queue<String> errors = new ConcurrentLinkedQueue<>();
        final AtomicInteger last = new AtomicInteger();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Clients(PgBouncerProcess pooler) {
            for (int i = 0; i < 4; i++) {
                boolean stays = i < 2;
                Thread thread = new Thread(() -> work(pooler, stays));
                thread.start();
                threads.add(thread);
            }
        }

        void awaitMore() {
            int from = answers.get();
            Awaitility.await().until(() -> answers.get() > from + 60);
        }

        private void work(PgBouncerProcess pooler, boolean stays) {
            while (!stop.get()) {
                try (Connection connection = pooler.connect()) {
                    do {
                        ask(connection);
                    } while (stays && !stop.get());
                } catch (SQLException e) {
                    errors.add(e.getSQLState() + " " + e.getMessage());
                }
            }
        }

        private void ask(Connection connection) throws SQLException {
            try (var row = connection.createStatement().executeQuery("SELECT count(*) FROM orders")) {
                row.next();
                last.set(row.getInt(1));
                answers.incrementAndGet();
            }
        }

        @Override
        public void close() throws InterruptedException {
            stop.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
