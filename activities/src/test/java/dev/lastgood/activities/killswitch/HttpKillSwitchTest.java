package dev.lastgood.activities.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.activities.support.Site.Reply;
import dev.lastgood.workflows.activities.KillSwitchActivities.Turn;
import dev.lastgood.workflows.model.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpKillSwitchTest extends KillSwitchContract {
    private final JsonMapper json = new JsonMapper();

    @AutoClose
    final Site site = new Site();

    private volatile boolean on;
    private volatile int broken;

    @BeforeEach
    void open() {
        site.on("/set", () -> {
            if (broken != 0) {
                return new Reply(broken, "");
            }
            on = last().get("active").booleanValue();
            return new Reply(204, "");
        });
        site.on("/get", () -> new Reply(broken == 0 ? 200 : broken, "{\"data\": {\"active\": " + on + "}}"));
    }

    @Override
    protected KillSwitch killSwitch() {
        return new HttpKillSwitch(Given.settings(Map.of("TOKEN", "hunter2")), new Http());
    }

    @Override
    protected Target target() {
        return target(Map.of(
                "url", site.url("/set"),
                "token", "env:TOKEN",
                "read-back", Map.of("url", site.url("/get"), "pointer", "/data/active")));
    }

    @Override
    protected boolean isOn() {
        return on;
    }

    @Override
    protected void breakWith(int status) {
        broken = status;
    }

    @Test
    void theBodyIsTheRunbooksAndAReasonCantBreakOutOfIt() {
        turn(true);

        assertThat(last()).isEqualTo(json.readTree("{\"active\": true, \"reason\": \"Emergency \\\"rollback\\\"\"}"));
        assertThat(site.seen().get(0).authorization()).isEqualTo("Bearer hunter2");
    }

    @Test
    void aTemplateIsFilledIn() {
        turn(Map.of("url", site.url("/set"), "body", Map.of("active", "{active}", "note", List.of("why: {reason}"))));

        assertThat(last().get("note").get(0).asString()).isEqualTo("why: Emergency \"rollback\"");
    }

    @Test
    void whatIsOnAlreadyIsNotSetAgain() {
        turn(true);
        site.seen().clear();

        turn(true);

        assertThat(site.seen()).noneMatch(it -> it.method().equals("POST"));
    }

    @Test
    void withoutAReadBackItIsDoneButNotVerified() {
        assertThat(turn(Map.of("url", site.url("/set"))).verified()).isFalse();
        assertThat(on).isTrue();
    }

    @Test
    void aRefusedTokenIsNamedByItsReferenceAndNeverByItsValue() {
        breakWith(401);

        assertThatThrownBy(() -> turn(true))
                .hasMessageContaining("refused the token, put a valid one into env:TOKEN")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aReadBackThatDoesNotFollowIsWorthAnotherTry() {
        site.on("/get", 200, "{\"data\": {\"active\": false}}");

        assertThatThrownBy(() -> turn(true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not read back as on");
    }

    @Test
    void aMissingUrlIsAConfigurationFailureThatNamesTheKey() {
        assertThatThrownBy(() -> turn(Map.of()))
                .hasMessageContaining("http 'kill switch'")
                .hasMessageContaining("url");
    }

    @Test
    void anUnknownTypeIsAnsweredWithTheTypesKnown() {
        var activities = new KillSwitchActivitiesImpl(List.of(killSwitch()));

        assertThatThrownBy(() -> activities.turn(
                        new Turn(Given.ROLLBACK, new Target("carrier-pigeon", "x", Map.of()), true, "")))
                .hasMessageContaining("kill switch type 'carrier-pigeon' is not known to this worker; it knows http");
    }

    private dev.lastgood.workflows.activities.KillSwitchActivities.Turned turn(Map<String, Object> settings) {
        return killSwitch().turn(new Turn(Given.ROLLBACK, target(settings), true, "Emergency \"rollback\""));
    }

    private static Target target(Map<String, Object> settings) {
        return new Target("http", "kill switch", settings);
    }

    private JsonNode last() {
        return json.readTree(site.seen().stream()
                .filter(it -> it.method().equals("POST"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .body());
    }
}
