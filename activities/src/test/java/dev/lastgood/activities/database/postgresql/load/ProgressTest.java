package dev.lastgood.activities.database.postgresql.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "57000000 | 141000000 | 4 | 57 of 141 MB (40 %), 14 MB/s, 6 s left",
                "1000000 | 40000000000 | 1 | 1.0 of 40000 MB (0 %), 1.0 MB/s, 11 h left",
                "2500000 | 900000000 | 2 | 2.5 of 900 MB (0 %), 1.3 MB/s, 12 min left",
                "0 | 100 | 3 | 0.0 of 0.0 MB (0 %), 0.0 MB/s",
                "0 | 0 | 3 | 0.0 of 0.0 MB (100 %), 0.0 MB/s"
            })
    void howFarItIsStandsInWords(long done, long all, int seconds, String words) {
        assertThat(Progress.words(done, all, Duration.ofSeconds(seconds))).isEqualTo(words);
    }
}
