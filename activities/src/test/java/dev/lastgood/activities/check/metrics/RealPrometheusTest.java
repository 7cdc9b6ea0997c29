package dev.lastgood.activities.check.metrics;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real Prometheus (Debian: {@code apt-get install prometheus}); skipped where there is none. */
@Tag("V5")
class RealPrometheusTest {
    @TempDir
    static Path folder;

    private static Process prometheus;
    private static Site shop;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        Path program = List.of("/usr/bin/prometheus", "/usr/local/bin/prometheus").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "no Prometheus here: apt-get install prometheus");
        shop = new Site().on("/metrics", 200, "pool_in_use{pool=\"a\"} 3\npool_in_use{pool=\"b\"} 9\n");
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 200ms}\nscrape_configs: [{job_name: shop, static_configs: [{targets: ['"
                        + shop.url("").replace("http://", "") + "']}]}]\n");
        address = "127.0.0.1:" + freePort();
        prometheus = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> ask("count_over_time(pool_in_use[1m])", Map.of("above", "10"))
                        .passed());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.destroy();
            prometheus.waitFor();
            shop.close();
        }
    }

    @Test
    void theWorstOfSeveralSeriesCounts() {
        Checks.says(ask("pool_in_use", Map.of("below", "10")), PASSED, "9 is below 10");
        Checks.says(ask("pool_in_use", Map.of("below", "5")), FAILED, "9, must be below 5");
        Checks.says(ask("scalar(sum(pool_in_use))", Map.of("above", "11")), PASSED, "12 is above 11");
    }

    @Test
    void aWindowIsLookedAt() {
        Map<String, Object> how = Map.of("below", "10", "over", "1s", "step", "100ms", "min-points", 5);

        Checks.says(ask("pool_in_use", how), PASSED, "9 at worst in 1 s is below 10");
    }

    @Test
    @Tag("V10")
    void whatWasNeverMeasuredAndWhatIsDividedByNothingAreUnknown() {
        Checks.says(ask("no_such_metric", Map.of("below", "10")), UNKNOWN, "no data: the query gave no series");
        assertThat(ask("pool_in_use * 0 / 0", Map.of("below", "10")).verdict()).isEqualTo(UNKNOWN);
        assertThat(ask("pool_in_use", Map.of("worse-than-baseline", "50%", "baseline-ago", "1d"))
                        .detail())
                .isEqualTo("9, and nothing from before to compare it with");
    }

    @Test
    @Tag("V10")
    void aQueryThatIsNoneIsUnknownWithWhatPrometheusSays() {
        assertThat(ask("sum(", Map.of("below", "1")).detail())
                .startsWith("could not be asked: Prometheus answered 400: ")
                .contains("parse error");
    }

    private static CheckResult ask(String query, Map<String, Object> more) {
        var how = new HashMap<>(more);
        how.put("server", "http://" + address);
        how.put("query", query);
        return Checks.ask(new PromqlCheck(Given.settings(), new Http()), how);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
