package dev.lastgood.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusDurationTest {
    @ParameterizedTest
    @CsvSource({"0,PT0S", "5m,PT5M", "1h30m,PT1H30M", "500ms,PT0.5S", "1d,PT24H", "1w,PT168H", "1y,PT8760H", " 5m ,PT5M"
    })
    void asPrometheusWritesThem(String text, Duration duration) {
        assertThat(PrometheusDuration.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "-5m", "30m1h", "1.5h", "99999999999999999h"})
    void nothingElseIsOne(String text) {
        assertThat(PrometheusDuration.parse(text)).isEmpty();
    }
}
