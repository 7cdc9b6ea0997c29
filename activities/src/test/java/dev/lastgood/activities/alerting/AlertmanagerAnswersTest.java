package dev.lastgood.activities.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.activities.AlertingActivities.Lift;
import dev.lastgood.workflows.activities.AlertingActivities.Silence;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an Alertmanager can answer that a real one rarely does. */
@Tag("T3")
class AlertmanagerAnswersTest {
    private static final Instant UNTIL = Instant.parse("2026-11-21T05:00:00Z");

    private final AlertmanagerAlerting alerting =
            new AlertmanagerAlerting(Given.settings(Map.of("TOKEN", "hunter2")), new Http());

    @AutoClose
    final Site site = new Site();

    @BeforeEach
    void open() {
        site.on(
                "/am/api/v2/silences",
                () -> new Site.Reply(200, last().method().equals("GET") ? "[]" : "{\"silenceID\":\"s1\"}"));
    }

    @Test
    void theSilenceNamesItsMakerItsRollbackAndItsEnd() {
        alerting.silence(silence(Map.of("token", "env:TOKEN")));

        assertThat(last().authorization()).isEqualTo("Bearer hunter2");
        assertThat(last().body())
                .contains("\"createdBy\":\"lastgood\"", Given.ROLLBACK.id(), "\"endsAt\":\"2026-11-21T05:00:00Z\"")
                .contains("{\"name\":\"service\",\"value\":\"shop\",\"isRegex\":false,\"isEqual\":true}")
                .contains("{\"name\":\"env\",\"value\":\"dev|test\",\"isRegex\":true,\"isEqual\":false}")
                .doesNotContain("\"id\":\"");
    }

    @Test
    void itLogsInWithUserAndPassword() {
        alerting.silence(silence(Map.of("user", "lastgood", "password", "env:TOKEN")));

        assertThat(last().authorization()).isEqualTo("Basic bGFzdGdvb2Q6aHVudGVyMg==");
    }

    @Test
    void aServerThatIsBusyIsTriedAgain() {
        site.on("/am/api/v2/silences", 503, "starting");

        assertThatThrownBy(() -> alerting.silence(silence(Map.of())))
                .isNotInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("answered 503: starting");
    }

    @Test
    void aRefusalSaysWhatToSet() {
        site.on("/am/api/v2/silences", 401, "no");

        assertThatThrownBy(() -> alerting.lift(new Lift(Given.ROLLBACK, target(Map.of()))))
                .matches(it -> Failures.type(it) == FailureType.CONFIGURATION)
                .hasMessageContaining("set 'token'");
    }

    @Test
    void anAnswerThatIsNoListIsSaid() {
        site.on("/am/api/v2/silences", 200, "<html>");

        assertThatThrownBy(() -> alerting.lift(new Lift(Given.ROLLBACK, target(Map.of()))))
                .hasMessageContaining("not understood: <html>");
    }

    @Test
    void aServiceWhoseAlertsNobodyNamedCanNotBeSilenced() {
        assertThatThrownBy(() -> alerting.silence(silence(Map.of("matchers", List.of()))))
                .matches(it -> Failures.type(it) == FailureType.CONFIGURATION)
                .hasMessageContaining("give the service 'alerts'");
    }

    @Test
    void aSilenceThatIsGoneWhenItIsToBeLiftedIsAsGood() {
        site.on(
                "/am/api/v2/silences",
                200,
                "[{\"id\":\"s1\",\"status\":{\"state\":\"active\"},\"startsAt\":\"2026-11-21T04:00:00.000Z\",\"createdBy\":\"lastgood\","
                        + "\"comment\":\"Rollback " + Given.ROLLBACK.id()
                        + " is running: it would set these off itself. It lifts this at its end.\"}]");

        alerting.lift(new Lift(Given.ROLLBACK, target(Map.of())));

        assertThat(last().method()).isEqualTo("DELETE");
        assertThat(last().path()).isEqualTo("/am/api/v2/silence/s1");
    }

    private Silence silence(Map<String, Object> more) {
        return new Silence(Given.ROLLBACK, target(more), UNTIL);
    }

    private Target target(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(
                Map.of("url", site.url("/am/"), "matchers", List.of("service=\"shop\"", "env!~\"dev|test\"")));
        settings.putAll(more);
        return new Target("alertmanager", "the Alertmanager", settings);
    }

    private Site.Seen last() {
        return site.seen().get(site.seen().size() - 1);
    }
}
