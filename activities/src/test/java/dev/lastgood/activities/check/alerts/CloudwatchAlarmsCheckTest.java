package dev.lastgood.activities.check.alerts;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V6")
class CloudwatchAlarmsCheckTest {
    private CloudwatchForTests cloudwatch;

    @BeforeEach
    void open() throws IOException {
        cloudwatch = new CloudwatchForTests();
    }

    @AfterEach
    void close() {
        cloudwatch.close();
    }

    @Test
    void alarmsThatAreOkPass() {
        cloudwatch.page(Map.of("shop-5xx", "OK", "shop-latency", "OK"));

        Checks.says(named("shop-5xx", "shop-latency"), PASSED, "all 2 alarms are OK");
        assertThat(cloudwatch.asked.get(0)).contains("AlarmNames", "shop-5xx", "MetricAlarm", "CompositeAlarm");
    }

    @Test
    void oneInAlarmFailsWithItsReason() {
        cloudwatch.page(Map.of("shop-5xx", "ALARM", "shop-latency", "OK"));

        assertThat(named("shop-5xx", "shop-latency")).satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(FAILED);
            assertThat(it.brief()).isEqualTo("in ALARM, expected OK: shop-5xx");
            assertThat(it.detail()).endsWith("\nshop-5xx: Threshold Crossed: 1 datapoint [shop-5xx]");
        });
    }

    @Test
    void compositeAlarmsCountToo() {
        cloudwatch.page(Map.of("composite-shop", "ALARM"));

        assertThat(named("composite-shop").verdict()).isEqualTo(FAILED);
    }

    @Test
    void allPagesOfAPrefixAreRead() {
        cloudwatch.page(Map.of("shop-a", "OK")).page(Map.of("shop-b", "OK")).page(Map.of("shop-c", "ALARM"));

        assertThat(ask(Map.of("prefix", "shop-")).brief()).isEqualTo("in ALARM, expected OK: shop-c");
        assertThat(cloudwatch.asked).hasSize(3);
    }

    @Test
    @Tag("V10")
    void notEnoughDataIsUnknownAndSoIsAnAlarmThatDoesNotExist() {
        cloudwatch.page(Map.of("shop-5xx", "INSUFFICIENT_DATA"));

        Checks.says(
                named("shop-5xx", "shop-5xy"),
                UNKNOWN,
                "no data: INSUFFICIENT_DATA for shop-5xx; there is no alarm shop-5xy");
    }

    @Test
    @Tag("V10")
    void aPrefixOfNoAlarmIsUnknown() {
        Checks.says(ask(Map.of("prefix", "shp-")), UNKNOWN, "no alarm's name begins with shp-");
    }

    @Test
    void aMomentOfThrottlingIsWaitedFor() {
        cloudwatch.page(Map.of("shop-5xx", "OK")).throttling(1);

        Checks.says(named("shop-5xx"), PASSED, "the alarm is OK");
    }

    @Test
    @Tag("V10")
    void lastingThrottlingIsUnknownAndSaysSo() {
        cloudwatch.throttling(100);

        assertThat(named("shop-5xx")).satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(UNKNOWN);
            assertThat(it.detail()).contains("CloudWatch answered 400 ThrottlingException: it throttles");
        });
    }

    @Test
    @Tag("V10")
    void aCloudwatchThatCantBeReachedIsUnknown() {
        cloudwatch.close();

        assertThat(named("shop-5xx").verdict()).isEqualTo(UNKNOWN);
    }

    private CheckResult named(String... alarms) {
        return ask(Map.of("alarms", List.of(alarms)));
    }

    private CheckResult ask(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("endpoint", cloudwatch.endpoint());
        settings.put("access-key", "env:KEY");
        settings.put("secret-key", "env:SECRET");
        return Checks.ask(
                new CloudwatchAlarmsCheck(Given.settings(Map.of("KEY", "AKIDEXAMPLE", "SECRET", "secret"))), settings);
    }
}
