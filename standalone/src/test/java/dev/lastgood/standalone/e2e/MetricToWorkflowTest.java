package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lastgood.cli.Lastgood;
import dev.lastgood.workflows.client.RollbackView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole way: the service's metrics, Prometheus with generated rules, Alertmanager as it is shipped, the starter. */
@Tag("T1")
@Tag("T7")
@Execution(ExecutionMode.CONCURRENT)
class MetricToWorkflowTest extends LaneTest {
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();

    @Test
    void anErrorRateAboveFivePercentStartsTheRollback() throws Exception {
        Monitoring.required();
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        try (TinyShop shop = shop(TinyShop.Options.degraded());
                StarterInside starter = new StarterInside(lane, shop);
                Monitoring monitoring = new Monitoring(lane.site().folder.resolve(shop.name() + "-monitoring"))) {
            page.createContext("/metrics", exchange -> {
                byte[] body = metrics(shop).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            page.start();
            monitoring.alertmanager(
                    starter.url(),
                    Files.writeString(
                            Files.createTempFile(lane.site().folder, "webhook", ""), StarterInside.WEBHOOK_TOKEN));
            monitoring.prometheus("127.0.0.1:" + page.getAddress().getPort(), rules(shop));
            Awaitility.await("Prometheus has seen healthy requests")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> good.get() > 600
                            && monitoring.query("http_requests_total").contains(shop.name()));
            assertThat(monitoring.query("ALERTS")).contains("\"result\":[]");
            assertThat(lane.look(shop.ref())).isEmpty();

            failing.set(true);

            RollbackView started = Awaitility.await("the rollback")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> lane.look(shop.ref()).filter(it -> it.status() != null), it -> it.isPresent())
                    .orElseThrow();
            assertThat(started.status().startedBy()).isEqualTo("alertmanager");
            assertThat(started.status().reason())
                    .contains(shop.name() + " (production): ", "% of the requests fail, for 5 minutes");
            lane.stub(shop).terminate("all was seen");
        } finally {
            page.stop(0);
        }
    }

    /** Each look at it finds 100 requests more. */
    private String metrics(TinyShop shop) {
        good.addAndGet(failing.get() ? 70 : 100);
        bad.addAndGet(failing.get() ? 30 : 0);
        String labels = "{service=\"" + shop.name() + "\",env=\"production\",status=\"";
        return "# TYPE http_requests_total counter\n"
                + "http_requests_total" + labels + "200\"} " + good + "\n"
                + "http_requests_total" + labels + "500\"} " + bad + "\n";
    }

    /** As 'lastgood rules' makes them, but sooner. */
    private static Path rules(TinyShop shop) throws IOException {
        Path catalog = shop.catalogFile().resolveSibling("with-rules.yml");
        Files.writeString(
                catalog,
                Files.readString(shop.catalogFile())
                        .replaceFirst(
                                "(?m)^    impact:",
                                "    rules: {range: 3s, for: {HighErrorRate5m: 1s, HighErrorRate10m: 1h}}\n    impact:"));
        Path rules = catalog.resolveSibling("rules.yml");
        assertThat(Lastgood.command()
                        .execute("rules", shop.name(), "--catalog", catalog.toString(), "--out", rules.toString()))
                .isZero();
        return rules;
    }
}
