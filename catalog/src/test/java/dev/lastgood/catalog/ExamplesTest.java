package dev.lastgood.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** The catalogs of the five runbooks decide as the runbooks say: {@code expected.yml} beside each. */
@Tag("T4")
@Tag("T5")
class ExamplesTest {
    private static final Instant ALERT = Instant.parse("2026-11-20T14:00:00Z");

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("cases")
    void decidesAsTheRunbookSays(String example, Path folder, String says, Map<String, Object> expected) {
        Map<String, Object> file = yaml(folder.resolve("expected.yml"));
        Service service =
                Catalog.load(folder.resolve("lastgood.yml")).get(text(file, "service"), text(file, "environment"));

        Decision decision = Decider.decide(alert(folder, expected), service.policy(), world(map(expected, "world")));

        String said = String.join("; ", decision.reasons());
        assertThat(decision.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .as(said)
                .isEqualTo(expected.get("decides"));
        assertThat(decision.rule()).as(said).isNotNull();
        assertThat(decision.rule().name()).isEqualTo(expected.get("by"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("checks")
    @Tag("T6")
    @Tag("V1")
    @Tag("V2")
    @Tag("V3")
    @Tag("V4")
    @Tag("V5")
    @Tag("V6")
    void asksWhatTheRunbookAsks(String example, Path folder, String says, Map<String, Object> expected) {
        assertThat(expected.containsKey("not")).isNotEqualTo(expected.containsKey("has"));
        if (expected.containsKey("not")) {
            return; // Why there is no check stands there for people.
        }
        Check check = named(service(folder, expected), expected);

        Map<String, Object> has = new HashMap<>(check.settings());
        has.put("type", check.type());
        has.put("road", check.road().name().toLowerCase(Locale.ROOT));
        assertThat(has).containsAllEntriesOf(map(expected, "has"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("policies")
    @Tag("T6")
    @Tag("V7")
    @Tag("V10")
    void doesAfterwardsWhatTheRunbookSays(String example, Path folder, String says, Map<String, Object> expected) {
        var json = new JsonMapper();

        assertThat(json.valueToTree(service(folder, expected)).at(text(expected, "key")))
                .isEqualTo(json.valueToTree(expected.get("is")));
    }

    private static Service service(Path folder, Map<String, Object> expected) {
        Map<String, Object> file = yaml(folder.resolve("expected.yml"));
        Object environment = expected.getOrDefault("environment", file.get("environment"));
        return Catalog.load(folder.resolve("lastgood.yml")).get(text(file, "service"), String.valueOf(environment));
    }

    private static Check named(Service service, Map<String, Object> expected) {
        Map<String, List<Check>> all = Map.of(
                "check",
                service.checks(),
                "watch",
                service.watch().checks(),
                "deployment",
                service.deployments().checks());
        String where =
                all.keySet().stream().filter(expected::containsKey).findFirst().orElseThrow();
        return all.get(where).stream()
                .filter(it -> it.name().equals(expected.get(where)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + where + " " + expected.get(where)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatThisVersionDoesNotHaveIsNamed(Path folder) {
        Catalog catalog = Catalog.load(folder.resolve("lastgood.yml"));

        assertThat(catalog.warnings())
                .extracting(Problem::what)
                .containsExactlyInAnyOrderElementsOf(
                        ((List<?>) yaml(folder.resolve("expected.yml")).get("unavailable"))
                                .stream()
                                        .map(it -> "type '" + it + "' is not available in this version")
                                        .toList());
    }

    static Stream<Path> examples() throws IOException {
        return Files.list(Path.of("../examples")).filter(Files::isDirectory).sorted();
    }

    static Stream<Arguments> cases() throws IOException {
        return examples()
                .flatMap(folder -> list(yaml(folder.resolve("expected.yml")), "cases").stream()
                        .map(it -> Arguments.of(
                                folder.getFileName().toString(),
                                folder,
                                text(it, "says") + " (" + it.getOrDefault("alert", it.get("labels"))
                                        + (it.containsKey("world") ? ", " + it.get("world") : "") + ")",
                                it)));
    }

    static Stream<Arguments> checks() throws IOException {
        return said("checks");
    }

    static Stream<Arguments> policies() throws IOException {
        return said("policy");
    }

    private static Stream<Arguments> said(String section) throws IOException {
        return examples()
                .flatMap(folder -> list(yaml(folder.resolve("expected.yml")), section).stream()
                        .map(it -> Arguments.of(folder.getFileName().toString(), folder, text(it, "says"), it)));
    }

    /** With the labels and annotations of the rule in the example's {@code rules.yml}, or with labels only. */
    private static Alert alert(Path folder, Map<String, Object> expected) {
        if (!expected.containsKey("alert")) {
            return new Alert("f", true, ALERT, texts(map(expected, "labels")), Map.of(), "");
        }
        Map<String, Object> rule = list(
                        list(yaml(folder.resolve("rules.yml")), "groups").get(0), "rules")
                .stream()
                .filter(it -> it.get("alert").equals(expected.get("alert")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("rules.yml has no " + expected.get("alert")));
        Map<String, String> labels = texts(map(rule, "labels"));
        labels.put("alertname", text(rule, "alert"));
        return new Alert("f", true, ALERT, labels, texts(map(rule, "annotations")), "");
    }

    private static World world(Map<String, Object> state) {
        Instant released = ago(state.getOrDefault("released", "30m"));
        return new World(
                ALERT.plusSeconds(10),
                Boolean.TRUE.equals(state.get("running")),
                false,
                state.containsKey("ended")
                        ? new World.Last("rollback", ago(state.get("ended")), "restored", "older")
                        : null,
                new World.Newest(new Release("newer", "1.5.0", released), null),
                Boolean.TRUE.equals(state.get("paused"))
                        ? List.of(new Hold(Hold.Kind.PAUSE, "all", "Ann", "we migrate", released, null))
                        : List.of(),
                (int) state.getOrDefault("wanting", 1));
    }

    private static Instant ago(Object duration) {
        return ALERT.minus(Durations.parse(duration.toString()));
    }

    private static Map<String, Object> yaml(Path file) {
        try {
            return (Map<String, Object>)
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> map(Map<String, Object> from, String key) {
        return (Map<String, Object>) from.getOrDefault(key, Map.of());
    }

    private static List<Map<String, Object>> list(Map<String, Object> from, String key) {
        return (List<Map<String, Object>>) from.get(key);
    }

    private static String text(Map<String, Object> from, String key) {
        return String.valueOf(from.get(key));
    }

    private static Map<String, String> texts(Map<String, Object> from) {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        from.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }
}
