package dev.lastgood.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matchers as Alertmanager reads them. */
class MatcherTest {
    @ParameterizedTest
    @Tag("T4")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "severity=critical, true",
                "severity=\"critical\", true",
                "'severity = \"critical\"', true",
                "severity=crit, false",
                "severity=~crit, false",
                "severity=~crit.*, true",
                "severity=~\"P0|critical\", true",
                "severity!~\"P0|critical\", false",
                "severity!=P0, true",
                "team=\"\", true",
                "team!=\"\", false",
                "team=~\".*\", true",
                "path=\"C:\\\\new\", true",
                "path=~\"C:\\\\\\\\n.w\", true",
                "say=\"a \\\"b\\\"\", true",
                "\"ünïcode\"=yes, true"
            })
    void oneMatcher(String text, boolean matches) {
        Map<String, String> labels =
                Map.of("severity", "critical", "path", "C:\\new", "say", "a \"b\"", "ünïcode", "yes");
        Matcher matcher = Matcher.parse(text);
        assertThat(matcher.matches(labels)).isEqualTo(matches);
        assertThat(Matcher.parse(matcher.toString())).isEqualTo(matcher);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "severity", "severity==x", "=x", "a b=c", "{severity=\"x\"}", "a=\"b", "a=b,c=d"})
    void whatIsNoMatcherIsRefused(String text) {
        assertThatThrownBy(() -> Matcher.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("severity=~\"critical|P0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=~\"(\"", "a!~\"[\""})
    void anExpressionThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Matcher.parse(text)).hasMessageContaining("is no regular expression");
    }
}
