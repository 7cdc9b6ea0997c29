package dev.lastgood.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runbooks' matrices and trees, as docs/decisions.md writes them, decide what the runbooks say. */
class DecisionDocsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T14:02:00Z");

    @TempDir
    Path folder;

    private final String page = read();

    @Test
    void everyExampleLoads() {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(examples)
                .hasSizeGreaterThan(7)
                .allSatisfy(it -> assertThat(load(it).services()).isNotEmpty());
    }

    @ParameterizedTest
    @Tag("T4")
    @Tag("T5")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "The matrix of runbook 001|severity|P0|START|5m|P0 - Critical: service down, data loss",
                "The matrix of runbook 001|severity|P1|WAIT|15m|P1 - High: major feature broken, high error rate",
                "The matrix of runbook 001|severity|P2|ASK|60m|P2 - Medium: minor feature broken, some errors",
                "The matrix of runbook 001|severity|P3|FIX_FORWARD|-|P3 - Low: UI issues, non-critical bugs",
                "The tree of runbook 001|alertname|ApplicationDown|START|5m|Is service down or data being lost?",
                "The tree of runbook 001|alertname|RowsVanish|START|5m|Is service down or data being lost?",
                "The tree of runbook 001|alertname|HighErrorRate5m|WAIT|15m|Is error rate > 5 %?",
                "The tree of runbook 001|alertname|MajorFeatureFails|ASK|-|Is major feature broken?",
                "The tree of runbook 001|alertname|MinorFeatureFails|FIX_FORWARD|-|Minor issue",
                "The tree of runbook 002|severity|critical|START|-|Critical (auth down, > 5 % errors, data loss)",
                "The tree of runbook 002|severity|warning|WAIT|-|Warning (1 feature broken, < 5 % errors)",
                "The matrix of runbook 004|severity|critical|START|-|Critical, all users affected",
                "The matrix of runbook 004|severity|high|WAIT|15m|High, major features broken",
                "The matrix of runbook 004|severity|medium|ASK|60m|Medium, some users affected",
                "The matrix of runbook 004|severity|low|FIX_FORWARD|1440m|Low, minor issues"
            })
    void eachRowDecidesWhatTheRunbookSays(
            String section, String label, String value, Verdict verdict, String within, String row) {
        Service service = load(example(section)).services().get(0);
        Alert alert = new Alert("f", true, NOW, Map.of(label, value), Map.of(), "");
        Decision decision = Decider.decide(alert, service.policy(), World.quiet(NOW));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.words()).startsWith(row);
        assertThat(decision.due())
                .isEqualTo(
                        within == null
                                ? null
                                : NOW.plus(Duration.parse("PT" + within.toUpperCase(java.util.Locale.ROOT))));
    }

    private String example(String section) {
        String from = page.substring(page.indexOf("### " + section));
        int begin = from.indexOf("```yaml\n") + "```yaml\n".length();
        return from.substring(begin, from.indexOf("```", begin));
    }

    private Catalog load(String yaml) {
        try {
            return Catalog.load(Files.writeString(folder.resolve("lastgood.yml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/decisions.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
