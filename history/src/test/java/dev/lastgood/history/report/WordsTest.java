package dev.lastgood.history.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("D1")
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.02S, 20 ms",
        "PT12.9S, 12 s",
        "PT3M5S, 3 min 5 s",
        "PT5M, 5 min",
        "PT2H10M30S, 2 h 10 min",
        "PT76H, 3 d 4 h"
    })
    void durationsReadAsPeopleSayThem(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            value = {
                "# no heading % \\# no heading",
                "user_id % user_id",
                "_it_ % \\_it\\_",
                "&lt; % \\&lt;",
                "2. two % 2\\. two"
            })
    void textIsNoMarkup(String text, String escaped) {
        assertThat(Markdown.escape(text)).isEqualTo(escaped);
    }
}
