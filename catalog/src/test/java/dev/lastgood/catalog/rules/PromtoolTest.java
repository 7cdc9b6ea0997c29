package dev.lastgood.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules do, as Prometheus's own tool sees it: {@code rules/tests} says when each fires and when it does not. */
@Tag("T7")
@Execution(ExecutionMode.CONCURRENT)
class PromtoolTest {
    private static final Path TESTS = Path.of("../rules/tests");

    @ParameterizedTest
    @MethodSource("tests")
    void theRulesFireWhenTheyMust(Path tests, @TempDir Path folder) throws Exception {
        Path copy = Files.createDirectory(folder.resolve("tests")).resolve(tests.getFileName());
        Files.copy(tests, copy);
        Files.writeString(folder.resolve("my-service.yml"), onlyThoseTried(Files.readString(tests)));

        promtool("test", "rules", copy.toString());
    }

    /** Evaluating all the others each time would take most of the time. */
    private static String onlyThoseTried(String tests) {
        List<String> others = tests.contains("ALERTS{alertstate")
                ? List.of()
                : PrometheusRules.names().stream()
                        .filter(it -> !tests.contains("alertname=\"" + it + "\""))
                        .toList();
        return PrometheusRules.of(
                new ServiceRef("production", "my-service"),
                Map.of(),
                new SettingsMapper()
                        .bind(
                                Map.of("without", others, "runbook", "https://wiki.example.com/runbooks/my-service"),
                                RuleSettings.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void prometheusTakesTheRules(Path rules) throws Exception {
        promtool("check", "rules", rules.toString());
    }

    @Test
    void everyRuleIsTriedFiringAndSilent() throws IOException {
        String all = tests().map(PromtoolTest::read).collect(Collectors.joining());

        assertThat(tried(all, "\\[\\{labels: '\\{}', value: \\d+}]"))
                .as("seen firing")
                .containsAll(names());
        assertThat(tried(all, "\\[]")).as("seen silent").containsAll(names());
    }

    private static Set<String> names() {
        return new TreeSet<>(PrometheusRules.names());
    }

    private static Set<String> tried(String tests, String samples) {
        return Pattern.compile("ALERTS\\{alertname=\"(\\w+)\",alertstate=\"firing\"}\\)', exp_samples: " + samples)
                .matcher(tests)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> tests() throws IOException {
        return Files.list(TESTS).sorted();
    }

    private static Stream<Path> rules() throws IOException {
        return Stream.concat(
                Stream.of(TESTS.resolveSibling("my-service.yml")),
                Files.list(Path.of("../examples")).filter(Files::isDirectory).map(it -> it.resolve("rules.yml")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(find()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(it -> Path.of(it, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseGet(() -> abort("no promtool here: install it, on Debian by 'apt-get install prometheus'"));
    }
}
