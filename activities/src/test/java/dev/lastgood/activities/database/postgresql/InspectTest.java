package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.DatabaseActivitiesImpl;
import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.activities.DatabaseActivities.Inspection;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.SwapWay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("R10")
class InspectTest extends PatientTestBase {
    @Test
    void itSaysTheVersionTheSizeAndHowTheSwapWillBeDone() {
        Inspection inspection = inspect();
        assertThat(inspection.version()).isEqualTo(patient.server.major());
        assertThat(inspection.bytes()).isGreaterThan(5_000_000);
        assertThat(inspection.swapMethod()).endsWith("(gate)");
    }

    @Test
    void aDatabaseThatIsGoneIsNotFound() throws Exception {
        patient.run("postgres", "DROP DATABASE " + Sql.quote(patient.name));
        fails("NOT_FOUND", "there is no database " + patient.name);
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() throws Exception {
        Database away = new Database("postgresql", "127.0.0.1:1", patient.name, patient.settings);
        assertThatThrownBy(() -> patient.activities().inspect(new Query(patient.rollback, away)))
                .hasStackTraceContaining("can't connect to database postgres on 127.0.0.1:1");
    }

    @Test
    void aRoleThatMayNotCreateIsToldWhatToGrant() throws Exception {
        String role = role("LOGIN");
        fails("REFUSED", "ALTER ROLE \"" + role + "\" CREATEDB");
    }

    @Test
    void aRoleThatDoesNotOwnTheDatabaseIsToldWhatToGrant() throws Exception {
        String role = role("LOGIN CREATEDB");
        fails("REFUSED", "GRANT \"postgres\" TO \"" + role + "\"");
    }

    @Test
    void aRoleThatMayNotLogInIsRefusedWithoutItsPassword() throws Exception {
        role("NOLOGIN");
        patient.settings.put("password", "env:SHOP_PASSWORD");
        patient.environment.put("SHOP_PASSWORD", "s3cret-word");
        assertThatThrownBy(this::inspect)
                .hasStackTraceContaining("refuses the login")
                .satisfies(e -> assertThat(stack(e)).doesNotContain("s3cret-word"));
    }

    @Test
    void aDatabaseThatCanNotBeRenamedAsItIsTheMaintenanceDatabaseTooIsSwappedByItsSchemas() {
        patient.settings.put("maintenance-database", patient.name);
        assertThat(inspect().way()).isEqualTo(SwapWay.SCHEMAS);
        assertThat(inspect().swapMethod()).contains("Not by renaming", "the maintenance-database is this one too");
    }

    @Test
    void theCatalogCanAllowOneWayOnly() {
        patient.settings.put("maintenance-database", patient.name);
        patient.settings.put("way", "rename");
        fails("REFUSED", "The catalog allows this way only (way)");
    }

    @Test
    void theDatabaseThatHoldsTheHistoryIsNeverRestored() {
        patient.settings.put("shares-server-with-lastgood", true);
        patient.own = List.of(
                new OwnDatabase("Lastgood's history", "localhost:" + patient.server.port(), patient.name, null));
        fails("REFUSED", "saw off the branch");
    }

    @Test
    void theServerThatHoldsTheHistoryIsKnownByAnyOfItsNames() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(patient.server.jdbcUrl("postgres"));
        patient.own = List.of(new OwnDatabase("Lastgood's history", "another.name.invalid:1", "lastgood", source));
        fails("REFUSED", "shares-server-with-lastgood: true");
        patient.settings.put("shares-server-with-lastgood", true);
        assertThat(inspect().version()).isPositive();
    }

    @Test
    void whatARenameWouldMeetIsToldWithTheWayOut() throws Exception {
        PostgresServer.Options options = PostgresServer.Options.forTests()
                .withSetting("max_prepared_transactions", "2")
                .withSetting("wal_level", "logical");
        try (PostgresServer server = PostgresForTests.start(folder.resolve("server"), options);
                Patient other = new Patient(folder.resolve("other"), server, "shop")) {
            other.run("shop", "SELECT pg_create_logical_replication_slot('feed', 'pgoutput')");
            other.run("shop", "BEGIN; DELETE FROM visits; PREPARE TRANSACTION 'left behind'");
            assertThatThrownBy(() -> other.activities().inspect(other.query()))
                    .hasStackTraceContaining("REFUSED")
                    .hasStackTraceContaining("prepared transaction 'left behind' of postgres")
                    .hasStackTraceContaining("logical replication slot feed");
            other.run("shop", "ROLLBACK PREPARED 'left behind'", "SELECT pg_drop_replication_slot('feed')");
            assertThat(other.activities().inspect(other.query()).version()).isPositive();
        }
    }

    @Test
    void anUnknownTypeOfDatabaseIsToldTheKnownOnes() {
        Database oracle = new Database("oracle", "db:1521", "shop", Map.of());
        var activities = new DatabaseActivitiesImpl(List.of(new PostgresDatabase(
                PostgresForTests.programs(), new dev.lastgood.catalog.settings.Secrets(Map.of()), List.of())));
        assertThatThrownBy(() -> activities.inspect(new Query(patient.rollback, oracle)))
                .hasMessageContaining("type 'oracle' is not known here; known: postgresql");
    }

    private String role(String attributes) throws Exception {
        String role = "role_" + patient.rollback.key();
        patient.run("postgres", "CREATE ROLE " + role + " " + attributes);
        patient.settings.put("user", role);
        return role;
    }

    private Inspection inspect() {
        return patient.activities().inspect(patient.query());
    }

    private void fails(String type, String words) {
        assertThatThrownBy(this::inspect).hasStackTraceContaining(type).hasStackTraceContaining(words);
    }

    private static String stack(Throwable e) {
        java.io.StringWriter out = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(out));
        return out.toString();
    }
}
