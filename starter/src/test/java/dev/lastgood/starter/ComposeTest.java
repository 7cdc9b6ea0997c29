package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docker-compose.yml, its Dockerfile and Alertmanager's settings promise to those who run them. */
class ComposeTest {
    private static final Path ROOT = Path.of("..");
    private static final Map<String, Object> COMPOSE = yaml("docker-compose.yml");

    @Test
    void every_image_is_pinned_to_a_version() {
        assertThat(services().values())
                .allSatisfy(service ->
                        assertThat((String) service.get("image")).matches("[a-z0-9/-]+:v?\\d+\\.\\d+[a-z0-9.-]*"));
        assertThat(read("Dockerfile").lines().filter(line -> line.startsWith("FROM") && line.contains(":")))
                .hasSize(2)
                .allMatch(line -> line.matches("FROM [a-z]+:\\d+\\.\\d+.* AS [a-z]+"));
    }

    @Test
    void no_secret_stands_in_it() {
        assertThat(environments())
                .filteredOn(entry -> entry.getKey().matches(".*(PASSWORD|TOKEN|PWD|SECRET|KEY).*"))
                .isNotEmpty()
                .allSatisfy(
                        entry -> assertThat(String.valueOf(entry.getValue())).matches("(file:)?/run/secrets/[a-z-]+"));
        assertThat(map(COMPOSE, "secrets").values())
                .allSatisfy(secret -> assertThat(((Map<?, ?>) secret).keySet()).isEqualTo(Set.of("file")));
        assertThat(read(".env.example").lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.endsWith("="));
    }

    @Test
    void every_secret_that_is_used_is_described() {
        assertThat(map(COMPOSE, "secrets").keySet())
                .allSatisfy(name -> assertThat(read("secrets/README.md")).contains("| `" + name + "` |"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "starter"})
    void our_programs_run_without_root_and_are_asked_for_their_health(String name) {
        Map<String, Object> service = service(name);

        assertThat(service.get("user")).isEqualTo("10001:10001");
        assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(map(service, "healthcheck").get("test").toString()).contains("/actuator/health");
        assertThat(map(service, "build")).containsEntry("target", name);
        assertThat(read("Dockerfile").split("FROM jre AS " + name, 2)[1].split("FROM", 2)[0])
                .contains("USER lastgood", "HEALTHCHECK", name + ".jar");
    }

    @Test
    void whoever_waits_for_another_waits_for_its_health() {
        assertThat(services().values())
                .allSatisfy(service -> map(service, "depends_on").forEach((other, how) -> {
                    assertThat((Map<?, ?>) how).isEqualTo(Map.of("condition", "service_healthy"));
                    assertThat(service(other).containsKey("healthcheck"))
                            .as(other)
                            .isTrue();
                }));
    }

    @Test
    void ports_are_open_to_this_machine_only() {
        assertThat(services().values().stream().flatMap(service -> list(service, "ports")))
                .hasSize(5)
                .allSatisfy(port -> assertThat((String) port).startsWith("127.0.0.1:"));
    }

    @Test
    void alertmanager_posts_to_the_webhook_with_the_token_from_its_file() {
        Map<?, ?> lastgood = (Map<?, ?>) list(yaml("deploy/alertmanager.yml"), "receivers")
                .filter(receiver -> ((Map<?, ?>) receiver).get("name").equals("lastgood"))
                .findFirst()
                .orElseThrow();

        assertThat(lastgood.get("webhook_configs").toString())
                .contains(
                        "url=http://starter:8080/webhooks/alertmanager", "credentials_file=/run/secrets/webhook-token");
        assertThat(service("alertmanager")).containsEntry("secrets", List.of("webhook-token"));
        assertThat(read("deploy/prometheus.yml")).contains("alertmanager:9093", "worker:8081", "starter:8080");
    }

    @Test
    void temporal_and_the_history_have_a_postgresql_each() {
        assertThat(map(service("worker"), "environment")
                        .get("LASTGOOD_HISTORY_URL")
                        .toString())
                .contains("//history:");
        assertThat(map(service("temporal"), "environment")).containsEntry("POSTGRES_SEEDS", "temporal-postgresql");
    }

    private static List<Map.Entry<String, Object>> environments() {
        return services().values().stream()
                .flatMap(service -> map(service, "environment").entrySet().stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) COMPOSE.get("services");
    }

    private static Map<String, Object> service(String name) {
        return services().get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) in.getOrDefault(key, Map.of());
    }

    private static Stream<?> list(Map<String, Object> in, String key) {
        return ((List<?>) in.getOrDefault(key, List.of())).stream();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String file) {
        return (Map<String, Object>) merged(new Load(LoadSettings.builder().build()).loadFromString(read(file)));
    }

    /** As Compose reads {@code <<}: what stands beside it wins. */
    private static Object merged(Object node) {
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        Map<Object, Object> all = new LinkedHashMap<>();
        if (map.get("<<") != null) {
            all.putAll((Map<?, ?>) merged(map.get("<<")));
        }
        map.forEach((key, value) -> all.put(key, merged(value)));
        all.remove("<<");
        return all;
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
