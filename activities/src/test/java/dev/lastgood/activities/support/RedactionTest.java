package dev.lastgood.activities.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect to postgresql://shop:HIDDEN1@db:5432/shop failed",
                "jdbc:postgresql://shop:HID@HIDDEN1@db/shop",
                "jdbc:postgresql://db/shop?user=shop&password=HIDDEN1&ssl=true",
                "Authorization: Bearer HIDDEN1abc.def",
                "POST https://hooks.slack.com/services/HIDDEN1/B0/xyz answered 404",
                "{\"api_key\": \"HIDDEN1\"}",
                "password='HIDDEN1 with blanks'",
                "ADMIN_TOKEN=HIDDEN1",
                "ghp_HIDDEN1234567890"
            })
    void aSecretInAUsualFormIsMasked(String text) {
        assertThat(Redaction.clean(text)).doesNotContain("HIDDEN1").contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://127.0.0.1:8080/health answered 503 in 12 ms, expected 200",
                "secret env:ADMIN_TOKEN: the environment variable is not set",
                "the password of file:/run/secrets/db",
                "3 tokens were read",
                "see https://github.com/o/r/issues/1 and mail dba@example.com"
            })
    void wordsWithoutASecretStayAsTheyAre(String text) {
        assertThat(Redaction.clean(text)).isEqualTo(text);
    }

    @Test
    void knownSecretsAreMaskedWhateverFormTheyHave() {
        assertThat(Redaction.clean("it printed hunter2 and went on", List.of("hunter2", "")))
                .isEqualTo("it printed *** and went on");
    }
}
