package dev.lastgood.standalone.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.standalone.demo.shop.ShopCommands;
import dev.lastgood.standalone.demo.shop.ShopProcess;
import dev.lastgood.standalone.demo.shop.ShopRepository;
import dev.lastgood.workflows.model.Service;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorldTest {
    @TempDir
    static Path folder;

    static World world;
    static World.Built built;

    @BeforeAll
    static void build() throws Exception {
        world = new World(folder, message -> {}, System.out::println);
        built = world.build(PostgresForTests.programs());
    }

    @AfterAll
    static void end() throws IOException {
        world.close();
        assertThat(new ShopProcess(built.shop()).running()).isEmpty();
    }

    @Test
    void theDatabaseHasSome200000Rows() throws Exception {
        assertThat(built.database().rows()).isBetween(190_000L, 210_000L);
    }

    @Test
    void threeBackupsAreFromThePastAndOnlyTheNewestCannotBeReadToItsEnd() throws Exception {
        List<Path> backups;
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            backups = files.filter(file -> file.toString().endsWith(".sql.gz"))
                    .sorted()
                    .toList();
        }
        assertThat(backups)
                .hasSize(3)
                .allSatisfy(file ->
                        assertThat(Files.getLastModifiedTime(file).toInstant()).isBefore(Instant.now()));
        assertThat(ending(backups.get(0))).contains("PostgreSQL database dump complete");
        assertThat(ending(backups.get(1))).contains("PostgreSQL database dump complete");
        assertThatThrownBy(() -> ending(backups.get(2))).isInstanceOf(EOFException.class);
    }

    @Test
    void secretsAreReadableByTheirOwnerOnly() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void theCatalogIsOneThatLastgoodTakes() {
        Service shop = Catalog.load(built.catalog()).find(World.SERVICE).orElseThrow();

        assertThat(shop.watch().window()).isEqualTo(built.watch());
        assertThat(new Secrets().missing(shop)).isEmpty();
    }

    @Test
    void itsAlertIsAboutTheShop() {
        String body = AlertBody.firing(World.SERVICE, built.gateway().url(), 71, Instant.now());
        Map<String, String> labels = new HashMap<>();
        JsonNode alert = new JsonMapper().readTree(body).path("alerts").path(0);
        alert.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));

        assertThat(Catalog.load(built.catalog()).matching(labels))
                .extracting(Service::ref)
                .containsExactly(World.SERVICE);
    }

    @Test
    void theSmokeTestOfTheCatalogPassesOnTheGoodRelease() throws Exception {
        Process smoke = new ProcessBuilder(ShopCommands.of(built.shop()).smoke()).start();

        assertThat(new String(smoke.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("the page loads");
        assertThat(smoke.waitFor()).isZero();
    }

    @Test
    void theBadReleaseFailsForUsersAndDamagesOrdersUntilTheGoodOneIsBack() throws Exception {
        try {
            assertThat(get("/orders/42000").statusCode()).isEqualTo(200);
            assertThat(post("/orders", "{\"customer\":1,\"product\":2}").statusCode())
                    .isEqualTo(201);
            assertThat(built.database().damagedOrders()).isZero();

            built.deployment().deploy(ShopRepository.BAD);
            built.traffic().start();
            Instant bad = Instant.now();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> built.traffic().since(bad).errors() > 20);

            assertThat(get("/health").statusCode()).isEqualTo(200);
            assertThat(built.database().damagedOrders()).isGreaterThan(500);
        } finally {
            built.deployment().deploy(ShopRepository.GOOD);
        }
        assertThat(get("/api/version").body()).contains("v1.4.0");
        assertThat(get("/api/metrics").body())
                .contains("http_requests_total")
                .contains("http_request_duration_seconds_bucket");
    }

    private static String ending(Path backup) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(backup))) {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - 200));
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return Http.get(built.gateway().url() + path);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return Http.post(built.gateway().url() + path, body);
    }
}
