package dev.lastgood.catalog.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lastgood.workflows.support.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsMapperTest {
    enum Pace {
        AT_ONCE,
        SLOWLY
    }

    record Inner(String path, @Default("3") int keep) {}

    record Sample(
            String name,
            @Default("5m") Duration answerWithin,
            @Nullable Size maxSize,
            @Nullable SecretRef token,
            @Default("at-once") Pace pace,
            @Default("{\"path\": \"/tmp\"}") Inner inner,
            @Default("[]") List<Inner> more,
            @Default("true") boolean live,
            @JsonProperty("URL") @Nullable URI address,
            @Nullable Path folder) {}

    private final SettingsMapper mapper = new SettingsMapper();

    private Sample bind(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>(Map.of("name", "x"));
        settings.putAll(changes);
        return mapper.bind(settings, Sample.class);
    }

    private String refusal(Map<String, Object> changes) {
        ApplicationFailure refused = catchThrowableOfType(ApplicationFailure.class, () -> bind(changes));
        assertThat(refused.getType()).isEqualTo(FailureType.CONFIGURATION.name());
        assertThat(refused.isNonRetryable()).isTrue();
        return refused.getOriginalMessage();
    }

    @Test
    void whatIsNotSaidIsTheDefaultOrNull() {
        assertThat(bind(Map.of()))
                .isEqualTo(new Sample(
                        "x",
                        Duration.ofMinutes(5),
                        null,
                        null,
                        Pace.AT_ONCE,
                        new Inner("/tmp", 3),
                        List.of(),
                        true,
                        null,
                        null));
    }

    @Test
    void wordsBecomeDurationsSizesSecretsAndEnums() {
        Sample bound =
                bind(Map.of("answer-within", "1h30m", "max-size", "2GiB", "token", "env:TOKEN", "pace", "slowly"));
        assertThat(bound.answerWithin()).isEqualTo(Duration.ofMinutes(90));
        assertThat(bound.maxSize()).isEqualTo(new Size(2L << 30));
        assertThat(bound.token()).isEqualTo(new SecretRef("env:TOKEN"));
        assertThat(bound.pace()).isEqualTo(Pace.SLOWLY);
    }

    @Test
    void addressesAndPathsAreText() {
        Sample bound = bind(Map.of("URL", "http://x/y", "folder", "/var/backups"));
        assertThat(bound.address()).isEqualTo(URI.create("http://x/y"));
        assertThat(bound.folder()).isEqualTo(Path.of("/var/backups"));
    }

    @Test
    void recordsInRecordsHaveTheirDefaultsToo() {
        assertThat(bind(Map.of("more", List.of(Map.of("path", "/a")))).more()).containsExactly(new Inner("/a", 3));
    }

    @Test
    void nullCountsAsNotSaid() {
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("live", null);
        assertThat(bind(nothing).live()).isTrue();
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThat(refusal(Map.of("more", List.of(Map.of("keep", 1))))).isEqualTo("more[0].path: missing key");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheOneMeant() {
        assertThat(refusal(Map.of("anser-within", "5m")))
                .isEqualTo("anser-within: unknown key; did you mean 'answer-within'?");
    }

    @Test
    void aBadDurationSaysWhatIsRight() {
        assertThat(refusal(Map.of("answer-within", "5 minutes")))
                .isEqualTo("answer-within: '5 minutes' is not a duration such as 30s, 5m, 1h30m or 7d");
    }

    @Test
    void aSecretInClearIsNotQuoted() {
        assertThat(refusal(Map.of("token", "hunter2")))
                .isEqualTo("token: not a secret's place: env:NAME or file:/absolute/path");
    }

    @Test
    void wrongTypesSayWhatMustStand() {
        assertThat(refusal(Map.of("name", 7))).isEqualTo("name: wrong type; a text must stand here");
        assertThat(refusal(Map.of("live", "yes"))).isEqualTo("live: wrong type; true or false must stand here");
        assertThat(refusal(Map.of("more", "x"))).isEqualTo("more: wrong type; a list must stand here");
        assertThat(refusal(Map.of("inner", Map.of("path", "x", "keep", "y"))))
                .isEqualTo("inner.keep: wrong type; a number must stand here");
        assertThat(refusal(Map.of("pace", "fast")))
                .isEqualTo("pace: wrong type; one of at-once, slowly must stand here");
        assertThat(refusal(Map.of("answer-within", 300)))
                .isEqualTo("answer-within: wrong type; a text must stand here");
    }
}
