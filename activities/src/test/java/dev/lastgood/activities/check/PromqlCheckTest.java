package dev.lastgood.activities.check;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V5")
class PromqlCheckTest {
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRatioIsComparedAsAPercentage() {
        vector("0.0031");
        assertThat(ask(Map.of("below", "0.5%"))).isEqualTo(new CheckResult("health", PASSED, "0.31 % is below 0.5 %"));

        vector("0.0071");
        assertThat(ask(Map.of("below", "0.5%")))
                .isEqualTo(new CheckResult("health", FAILED, "0.71 %, must be below 0.5 %"));
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

    private void vector(String... values) {
        var series = java.util.Arrays.stream(values)
                .map(value -> "{\"metric\":{},\"value\":[1700000000.1,\"" + value + "\"]}")
                .toList();
        site.on(
                "/api/v1/query",
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", series)
                        + "]}}");
    }

    private CheckResult ask(Map<String, Object> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("server", site.url("/"));
        settings.put("query", "rate(x{a=\"b c\"}[5m])");
        return Checks.ask(check(), settings);
    }

    private static PromqlCheck check() {
        return new PromqlCheck(Given.settings(), new Http());
    }
}
