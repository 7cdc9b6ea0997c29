package dev.lastgood.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.artifacts.ArtifactsSettings;
import dev.lastgood.programs.PostgresForTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnDatabasesTest {

    @Test
    void theHistoryAndTemporalsStateAreBothKnown() {
        var server = PostgresForTests.shared();
        server.ensureDatabase("own_history");
        String url = server.jdbcUrl("own_history");
        try (var history = HistoryDatabase.open(url, "postgres", null)) {
            var settings = new WorkerSettings(
                    new WorkerSettings.History(url, "postgres", null),
                    new ArtifactsSettings(Path.of("artifacts"), null, null, null, null, null),
                    null,
                    null,
                    "temporal-db/temporal");

            assertThat(OwnDatabases.of(settings, history))
                    .extracting(OwnDatabase::server, OwnDatabase::database)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("127.0.0.1:" + server.port(), "own_history"),
                            org.assertj.core.groups.Tuple.tuple("temporal-db:5432", "temporal"));
        }
    }
}
