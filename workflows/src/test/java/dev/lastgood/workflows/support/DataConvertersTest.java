package dev.lastgood.workflows.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Guard;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Target;
import io.temporal.api.common.v1.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataConvertersTest {

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        var cause = read("{\"by\": \"anna\", \"reason\": \"wrong\", \"alert\": null, \"mood\": \"grim\"}", Cause.class);

        assertThat(cause).isEqualTo(new Cause("anna", "wrong", null));
    }

    @Test
    void fieldsThatAnOlderVersionDidNotWriteHaveTheirDefaults() {
        assertThat(read("{\"by\": \"anna\", \"reason\": \"wrong\"}", Cause.class)
                        .alert())
                .isNull();
        assertThat(read("{\"answerWithin\": \"PT30M\"}", Approval.class))
                .isEqualTo(new Approval(Duration.ofMinutes(30), 0));
    }

    @Test
    void timesAreWrittenAsPeopleReadThem() {
        var release = new Release("4f2a", "v1", Instant.parse("2026-11-21T03:00:00Z"));

        assertThat(write(release)).contains("\"2026-11-21T03:00:00Z\"");
        assertThat(write(new Approval(Duration.ofMinutes(30), 0))).contains("\"PT30M\"");
        assertThat(read(write(release), Release.class)).isEqualTo(release);
    }

    @Test
    void aTargetsSettingsTravelAsTheyStand() {
        var target = new Target("new-platform", "shop", Map.of("regions", List.of("eu", "us"), "deep", Map.of("n", 3)));

        assertThat(read(write(target), Target.class)).isEqualTo(target);
    }

    @Test
    void aDecisionTravelsWithItsRule() {
        var rule = Rule.of("P0", List.of("severity=\"P0\""), Action.AT_ONCE);
        var at = Instant.parse("2026-11-21T03:00:00Z");
        var decision = new Decision(Verdict.HELD, rule, List.of("paused"), at, List.of(Guard.PAUSE), at);

        assertThat(read(write(decision), Decision.class)).isEqualTo(decision);
        assertThat(read(write(Policy.standard()), Policy.class)).isEqualTo(Policy.standard());
    }

    @Test
    void decisionsOfAnOlderVersionHaveTheDefaultsOfWhatTheyDoNotSay() {
        assertThat(read("{\"verdict\": \"START\", \"at\": \"2026-11-21T03:00:00Z\"}", Decision.class)
                        .guards())
                .isEmpty();
        var policy = read("{\"rules\": [], \"brake\": {\"services\": 3, \"within\": \"PT10M\"}}", Policy.class);
        assertThat(policy.whenDoubtful()).isEqualTo(Action.ASK);
        assertThat(policy.causedByContainment()).isEqualTo(Policy.CAUSED_BY_CONTAINMENT);
    }

    private static String write(Object value) {
        return DataConverters.standard()
                .toPayload(value)
                .orElseThrow()
                .getData()
                .toStringUtf8();
    }

    private static <T> T read(String json, Class<T> type) {
        var payload = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(json))
                .build();
        return DataConverters.standard().fromPayload(payload, type, type);
    }
}
