package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.MigrationClient;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A reverse script, from the request to the open service, by a worker in a process of its own. */
@Tag("R11")
@Execution(ExecutionMode.CONCURRENT)
class ReverseScriptOnLiveTest extends LaneTest {

    @Test
    @Tag("R12")
    void theScriptOfAMigrationIsRehearsedApprovedRunAndMarkedInItsToolsTable() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.degraded())) {
            Path scripts = Files.createDirectories(lane.site().folder.resolve(shop.name() + "/supabase/20261120"));
            Files.writeString(scripts.resolve("down.sql"), "BEGIN;\nDELETE FROM orders WHERE id > 200;\nCOMMIT;\n");
            sql(
                    shop,
                    "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text"
                            + " PRIMARY KEY, statements text[], name text);"
                            + " INSERT INTO supabase_migrations.schema_migrations VALUES ('20261120', '{}', 'seven_more')");
            Service service = service(shop, scripts.getParent());

            lane.rollbacks.start(request(service, "20261120"));
            Question question = lane.awaitQuestion(shop, StepId.SCRIPT_APPROVAL);

            assertThat(question.text())
                    .isEqualTo("Run 20261120/down.sql (1 statement) on " + shop.name()
                            + "? It takes away: 7 rows of public.orders.");
            assertThat(question.lines())
                    .contains(
                            "line 2: DELETE FROM orders WHERE id > 200, 7 rows",
                            "Supabase: 20261120 is marked as reverted (its row is deleted)");
            assertThat(shop.data.orders(shop.name())).isEqualTo(207);
            lane.answer(shop, Choice.APPROVE);
            lane.awaitEnd(shop);

            assertThat(lane.outcome(shop).kind())
                    .as(lane.outcome(shop).summary())
                    .isEqualTo(Kind.RESTORED);
            assertThat(shop.data.orders(shop.name())).isEqualTo(200);
            assertThat(shop.calls()).containsExactly("stop", "start");
            assertThat(shop.data.databases()).as("copies left").containsExactly(shop.name());
            assertThat(shop.emergencyFiles()).hasSize(1);
            assertThat(new MigrationClient(lane.connection.client()).tables(service))
                    .singleElement()
                    .satisfies(table -> assertThat(table.migrations())
                            .extracting(Migration::version)
                            .isEmpty());
        }
    }

    private static RollbackRequest request(Service service, String script) {
        return new RollbackRequest(
                UUID.randomUUID().toString(),
                service,
                new Cause("Ann, on call", "seven orders too many", null),
                Mode.ROLL_BACK,
                Set.of(Option.MIGRATION),
                null,
                null,
                false,
                script);
    }

    private static Service service(TinyShop shop, Path folder) {
        Service service = shop.catalog().get(shop.name(), null);
        Database database = service.database();
        Map<String, Object> settings = new HashMap<>(database.settings());
        settings.put("migration", Map.of("folder", folder.toString()));
        return new Service(
                service.ref(),
                service.impact(),
                service.killSwitch(),
                service.release(),
                new Database(database.type(), database.server(), database.name(), settings),
                service.evidence(),
                java.util.List.of(),
                service.watch(),
                service.approval(),
                service.channels(),
                service.budgets(),
                service.contacts(),
                service.taskQueue());
    }

    private void sql(TinyShop shop, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(
                lane.site().postgres.jdbcUrl(shop.name()), "postgres", TinyShop.DATABASE_PASSWORD)) {
            connection.createStatement().execute(sql);
        }
    }
}
