package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lastgood.programs.FreePorts;
import dev.lastgood.programs.TemporalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Temporal away, the starter is the only one left to tell people. */
@Tag("T1")
class AlarmTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer slack;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slack.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        slack.start();
    }

    @AfterEach
    void close() {
        slack.stop(0);
    }

    @Test
    void anAlertThatCanNotBeTakenIsToldOnceAndThatItIsOverOnceMore() throws IOException {
        int port = FreePorts.any();
        String webhook =
                "file:" + Lab.secret("http://127.0.0.1:" + slack.getAddress().getPort() + "/hook");
        try (Web starter = Lab.starter("127.0.0.1:" + port, "default", Lab.telling(webhook))) {
            assertThat(starter.alert(Alerts.firing("s1")).status()).isEqualTo(503);
            assertThat(starter.alert(Alerts.firing("s1")).status()).isEqualTo(503);
            assertThat(starter.alert(Alerts.firing("s2")).status()).isEqualTo(503);

            Awaitility.await().untilAsserted(() -> assertThat(told).hasSize(1));
            assertThat(told.get(0))
                    .contains("could not take an alert of s1 (production)", "error rate high", "Temporal");

            try (TemporalServer back = TemporalServer.start(
                    folder, TemporalServer.Options.defaults().withPorts(port, 0))) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(told).hasSize(2));
                assertThat(told.get(1)).contains("reaches Temporal again");
                assertThat(starter.alert(Alerts.firing("s1")).status()).isEqualTo(202);
                assertThat(back.address()).endsWith(":" + port);
            }
        }
    }

    @Test
    void anAlertThatNoServiceTakesWakesNobody() {
        String webhook =
                "file:" + Lab.secret("http://127.0.0.1:" + slack.getAddress().getPort() + "/hook");
        try (Web starter = Lab.starter("127.0.0.1:1", "default", Lab.telling(webhook))) {
            starter.alert(Alerts.firing("unheard-of"));
        }

        assertThat(told).isEmpty();
    }
}
