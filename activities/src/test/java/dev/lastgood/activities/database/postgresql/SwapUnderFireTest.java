package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Shadow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M1")
class SwapUnderFireTest extends PatientTestBase {
    @Test
    void clientsThatReconnectAllTheTimeAreNeverRefusedALogin() throws Exception {
        Shadow shadow = damagedAndRestored();
        try (Clients clients = new Clients(patient, "postgres")) {
            patient.swap(shadow);
            clients.awaitMore();
            patient.swapBack(shadow);
            clients.awaitMore();
            assertThat(clients.refused).isEmpty();
        }
        assertThat(patient.orders()).isEqualTo(3005);
    }

    @Test
    void withoutASuperuserTheSwapWorksUnderReconnectingClientsToo() throws Exception {
        String owner = "owner_" + patient.rollback.key();
        patient.run(
                "postgres",
                "CREATE ROLE " + owner + " LOGIN CREATEDB",
                "ALTER DATABASE " + Sql.quote(patient.name) + " OWNER TO " + owner);
        patient.run(
                patient.name,
                "DO $$ DECLARE t text; BEGIN FOR t IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                        + " WHERE schemaname = 'public' LOOP EXECUTE 'ALTER TABLE ' || t || ' OWNER TO " + owner
                        + "'; END LOOP; END $$",
                "ALTER FUNCTION twice OWNER TO " + owner);
        patient.settings.put("user", owner);
        Shadow shadow = damagedAndRestored();
        assertThat(shadow.swapMethod()).startsWith("in one transaction");
        try (Clients clients = new Clients(patient, owner)) {
            assertThat(patient.swap(shadow).changed()).isTrue();
            clients.awaitMore();
        }
        assertThat(patient.orders()).isEqualTo(3000);
        try (Connection superusers = DriverManager.getConnection(patient.jdbc(patient.name), "postgres", "")) {
            patient.settings.put("user", owner);
            assertThatThrownBy(() -> patient.swapBack(shadow))
                    .hasStackTraceContaining("REFUSED")
                    .hasStackTraceContaining("A superuser's sessions can be ended by a superuser only");
            assertThat(superusers.isValid(5)).isTrue();
        }
        assertThat(patient.orders()).as("all is as it was").isEqualTo(3000);
    }

    @Test
    void aSessionThatDoesNotEndIsNamedAndAllStaysAsItWas() throws Exception {
        patient.swapLimit = Duration.ofMillis(500);
        Shadow shadow = damagedAndRestored();
        try (Connection stuck = DriverManager.getConnection(
                        patient.jdbc(patient.name) + "?ApplicationName=stuck-job", "postgres", "");
                Statement statement = stuck.createStatement()) {
            var row = statement.executeQuery("SELECT pg_backend_pid()");
            row.next();
            String pid = row.getString(1);
            signal("-STOP", pid);
            try {
                assertThatThrownBy(() -> patient.swap(shadow))
                        .hasStackTraceContaining("sessions did not end")
                        .hasStackTraceContaining("stuck-job");
                assertThat(patient.oid()).isEqualTo(shadow.liveOid());
            } finally {
                signal("-CONT", pid);
            }
        }
        assertThat(patient.swap(shadow).changed()).isTrue();
    }

    private static void signal(String signal, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor())
                .isZero();
    }

    private Shadow damagedAndRestored() throws Exception {
        var backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        return patient.restore(backup);
    }

    /** Four of them: log in, ask, log out. */
    private static final class Clients implements AutoCloseable {
        final Queue<String> refused = new ConcurrentLinkedQueue<>();
        private final AtomicInteger logins = new AtomicInteger();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Clients(Patient patient, String user) {
            String url = patient.jdbc(patient.name);
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> work(url, user));
                thread.start();
                threads.add(thread);
            }
            awaitMore();
        }

        void awaitMore() {
            int from = logins.get();
            Awaitility.await().until(() -> logins.get() > from + 40);
        }

        private void work(String url, String user) {
            while (!stop.get()) {
                try (Connection connection = DriverManager.getConnection(url, user, "")) {
                    logins.incrementAndGet();
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT count(*) FROM orders");
                    } catch (SQLException e) {
                        // Ended in the middle of its work, which the swap is allowed to do.
                    }
                } catch (SQLException e) {
                    if (!"57P01".equals(e.getSQLState())
                            && !String.valueOf(e.getSQLState()).startsWith("08")) {
                        refused.add(e.getSQLState() + " " + e.getMessage());
                    }
                }
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
