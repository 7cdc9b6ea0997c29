package dev.lastgood.catalog.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "7d, PT168H",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "0s, PT0S",
        "90m, PT90M"
    })
    void durationsAreWrittenAsPeopleDo(String written, Duration meant) {
        assertThat(Durations.parse(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "5M", "-5m", "1m1h", "5m\n", "1.5h", "99999999999s", "PT5M"})
    void whatIsNoDurationIsRefused(String written) {
        assertThatThrownBy(() -> Durations.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a duration such as 30s, 5m, 1h30m or 7d");
    }

    @ParameterizedTest
    @CsvSource({"512B, 512", "1kB, 1000", "1KiB, 1024", "100MB, 100000000", "2GiB, 2147483648", "1 TB, 1000000000000"})
    void sizesAreWrittenAsPeopleDo(String written, long bytes) {
        assertThat(Size.parse(written).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "GiB", "2G", "2gib", "-1MB", "1.5GB"})
    void whatIsNoSizeIsRefused(String written) {
        assertThatThrownBy(() -> Size.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a size such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:A", "env:_a1", "file:/run/secrets/db password"})
    void aSecretsPlaceIsAVariableOrAFile(String reference) {
        assertThat(new SecretRef(reference)).hasToString(reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "env:", "env:1A", "env:A B", "file:a", "file:", "file:/a\nb"})
    void anythingElseIsRefusedAndNotQuoted(String reference) {
        assertThatThrownBy(() -> new SecretRef(reference))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a secret's place: env:NAME or file:/absolute/path");
    }
}
