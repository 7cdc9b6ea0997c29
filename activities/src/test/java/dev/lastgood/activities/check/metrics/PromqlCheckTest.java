package dev.lastgood.activities.check.metrics;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V5")
class PromqlCheckTest {
    @AutoClose
    final Site site = new Site();

    @Test
    void aRatioIsComparedAsAPercentage() {
        vector("0.0031");
        Checks.says(ask(Map.of("below", "0.5%")), PASSED, "0.31 % is below 0.5 %");

        vector("0.0071");
        Checks.says(ask(Map.of("below", "0.5%")), FAILED, "0.71 %, must be below 0.5 %");
    }

    @Test
    void secondsAreComparedAsMilliseconds() {
        vector("0.245");

        assertThat(ask(Map.of("below", "300ms")).detail()).isEqualTo("245 ms is below 300 ms");
    }

    @Test
    void ofSeveralSeriesTheWorstCounts() {
        vector("0.9", "0.6");

        assertThat(ask(Map.of("above", "70%")).detail()).isEqualTo("60 %, must be above 70 %");
    }

    @Test
    @Tag("V10")
    void noDataNotANumberAndTooFewSamplesAreUnknown() {
        vector();
        assertThat(ask(Map.of("below", "1")).verdict()).isEqualTo(UNKNOWN);
        vector("NaN");
        assertThat(ask(Map.of("below", "1")).verdict()).isEqualTo(UNKNOWN);
        vector("0.5");
        CheckResult few = ask(Map.of("below", "1", "samples", "sum(increase(x[5m]))", "min-samples", 20));
        assertThat(few.verdict()).isEqualTo(UNKNOWN);
        assertThat(few.detail()).isEqualTo("too few samples: 0.5, at least 20 are needed");
    }

    @Test
    @Tag("V10")
    void aPrometheusThatCantBeAskedIsUnknown() throws IOException {
        CheckResult result = Checks.ask(check(), Map.of("server", Site.refusing(""), "query", "x", "below", "1"));

        assertThat(result.verdict()).isEqualTo(UNKNOWN);
        assertThat(result.detail()).contains("refused the connection");
    }

    @Test
    void aBadQueryIsUnknownInPrometheussWords() {
        site.on("/api/v1/query", 400, "{\"status\":\"error\",\"error\":\"parse error at char 3\"}");

        assertThat(ask(Map.of("below", "1")).detail()).contains("answered 400: parse error at char 3");
    }

    @Test
    void aBoundThatIsNoneIsUnknownWithTheFormsThatAre() {
        vector("1");

        assertThat(ask(Map.of("below", "fast")).detail()).contains("write 0.5%, 300ms, 2s");
    }

    @Test
    void theQueryIsSentAsItIs() {
        vector("1");

        ask(Map.of("below", "2"));

        assertThat(site.seen().get(0).query()).isEqualTo("query=rate(x{a=\"b c\"}[5m])");
    }

    @Test
    void overAWindowTheWorstValueCountsOrTheAverage() {
        matrix(List.of("0.1", "0.5", "NaN", "0.3"));

        Checks.says(ask(Map.of("below", "40%", "over", "5m")), FAILED, "50 % at worst in 5 min, must be below 40 %");
        Checks.says(
                ask(Map.of("below", "40%", "over", "5m", "take", "average")),
                PASSED,
                "30 % on average in 5 min is below 40 %");
        assertThat(site.seen().get(0).query()).contains("&start=", "&end=", "&step=15.0");
    }

    @Test
    @Tag("V10")
    void tooFewValuesInAWindowAreUnknown() {
        matrix(List.of("0.1", "NaN", "0.1"));

        Checks.says(
                ask(Map.of("below", "40%", "over", "5m")),
                UNKNOWN,
                "too few values: 2 in 5 min, at least 3 are needed");
    }

    @Test
    @Tag("T6")
    void halfAsMuchWorseThanBeforeTheRollbackFails() {
        vector("0.4");
        var how = settings(Map.of("worse-than-baseline", "50%", "below", "2s"));

        Checks.says(
                Checks.askAgain(check(), how, Checks.measured(Map.of("value", 0.2))),
                FAILED,
                "0.4 s, before it was 0.2 s (+100 %), expected at most 50 % worse; 0.4 s is below 2 s");
        assertThat(Checks.askAgain(check(), how, Checks.measured(Map.of("value", 0.3)))
                        .passed())
                .isTrue();
    }

    @Test
    void whereLowIsBadWorseIsLower() {
        vector("0.5");
        var how = settings(Map.of("worse-than-baseline", "10%", "above", "20%"));

        assertThat(Checks.askAgain(check(), how, Checks.measured(Map.of("value", 0.9)))
                        .detail())
                .startsWith("50 %, before it was 90 % (-44.4 %), expected at most 10 % worse");
        assertThat(Checks.askAgain(check(), how, Checks.measured(Map.of("value", 0.1)))
                        .passed())
                .isTrue();
    }

    @Test
    @Tag("V10")
    void withNothingFromBeforeItIsUnknownAndItsValueNotedForLater() {
        vector("0.5");
        CheckResult result = ask(Map.of("worse-than-baseline", "50%"));

        Checks.says(result, UNKNOWN, "0.5, and nothing from before to compare it with");
        assertThat(result.values()).containsExactly(Map.entry("value", 0.5));
    }

    @Test
    @Tag("V10")
    void ofNothingThereIsNoPercentage() {
        vector("0.001");

        Checks.says(
                Checks.askAgain(
                        check(), settings(Map.of("worse-than-baseline", "50%")), Checks.measured(Map.of("value", 0.0))),
                UNKNOWN,
                "0.001, before it was 0, of which there is no percentage");
    }

    @Test
    void beforeCanBeATimeOfPrometheusItself() {
        site.on(
                "/api/v1/query",
                () -> new Site.Reply(
                        200,
                        vectorOf(site.seen().get(site.seen().size() - 1).query().contains("&time=") ? "0.1" : "0.4")));

        assertThat(ask(Map.of("worse-than-baseline", "50%", "baseline-ago", "1d"))
                        .detail())
                .startsWith("0.4, before it was 0.1 (+300 %)");
    }

    @Test
    @Tag("T6")
    void beforeADeploymentThatIsToldOfLateIsWhatPrometheusRemembers() {
        site.on(
                "/api/v1/query",
                () -> new Site.Reply(
                        200,
                        vectorOf(
                                site.seen().get(site.seen().size() - 1).query().contains("&time=1795000000")
                                        ? "0.1"
                                        : "0.4")));

        CheckResult result = Checks.ask(
                check(), settings(Map.of("worse-than-baseline", "50%")), null, Instant.ofEpochSecond(1795000000), null);

        Checks.says(result, FAILED, "0.4, before it was 0.1 (+300 %), expected at most 50 % worse");
    }

    @Test
    void itCanLogInWithANameAndAPassword() {
        vector("1");

        ask(Map.of("below", "2", "basic", Map.of("user", "lastgood", "password", "env:PROMETHEUS")));

        assertThat(site.seen().get(0).authorization()).isEqualTo("Basic bGFzdGdvb2Q6aHVudGVyMg==");
    }

    private void matrix(List<String> values) {
        var points =
                values.stream().map(value -> "[1700000000,\"" + value + "\"]").toList();
        site.on(
                "/api/v1/query_range",
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":["
                        + String.join(",", points) + "]}]}}");
    }

    private void vector(String... values) {
        site.on("/api/v1/query", 200, vectorOf(values));
    }

    private static String vectorOf(String... values) {
        var series = Stream.of(values)
                .map(value -> "{\"metric\":{},\"value\":[1700000000.1,\"" + value + "\"]}")
                .toList();
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", series)
                + "]}}";
    }

    private CheckResult ask(Map<String, Object> more) {
        return Checks.ask(check(), settings(more));
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("server", site.url("/"));
        settings.put("query", "rate(x{a=\"b c\"}[5m])");
        return settings;
    }

    private static PromqlCheck check() {
        return new PromqlCheck(Given.settings(Map.of("PROMETHEUS", "hunter2")), new Http());
    }
}
