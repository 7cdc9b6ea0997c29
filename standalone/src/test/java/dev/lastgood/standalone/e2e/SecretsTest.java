package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the catalog keeps by reference is nowhere to be read after a rollback. */
@Tag("N1")
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest extends LaneTest {

    @Test
    void noSecretStandsInHistoriesLogsArtifactsOrMessages() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside starter = new StarterInside(lane, shop)) {
            assertThat(starter.firing(shop, Instant.now()).statusCode()).isEqualTo(202);
            lane.approveToTheEnd(shop);
            Restored.assertIs(lane, shop);

            List<HistoryEvent> histories = Histories.withChildren(lane, shop);
            assertThat(histories).hasSizeGreaterThan(100);
            for (HistoryEvent event : histories) {
                assertNoSecretIn("history", new String(event.toByteArray(), StandardCharsets.ISO_8859_1));
            }
            assertNoSecretIn("worker's log", Files.readString(lane.worker.log()));
            assertNoSecretIn("status", starter.get(shop).body());
            assertNoSecretIn("history row", String.valueOf(Restored.history(lane, shop)));
            assertThat(shop.messages()).isNotEmpty();
            assertNoSecretIn("messages", String.join("\n", shop.messages()));
            assertNoSecretInFiles(lane.site().artifacts().resolve("production/" + shop.name()));
        }
    }

    private static void assertNoSecretInFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .extracting(it -> it.getFileName().toString())
                    .anyMatch(it -> it.startsWith("deploy-"))
                    .contains("report.md");
            for (Path file : all) {
                assertNoSecretIn(file.toString(), Files.readString(file));
            }
        }
    }

    private static void assertNoSecretIn(String where, String text) {
        for (String secret : TinyShop.SECRETS) {
            assertThat(text).as(where).doesNotContain(secret);
        }
        assertThat(text).as(where).doesNotContain(StarterInside.WEBHOOK_TOKEN);
    }
}
