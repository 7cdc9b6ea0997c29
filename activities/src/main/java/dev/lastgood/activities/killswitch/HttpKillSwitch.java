package dev.lastgood.activities.killswitch;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.killswitch.HttpKillSwitchSettings.ReadBack;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A kill switch behind one HTTP request, read back by another where there is one. */
public final class HttpKillSwitch implements KillSwitch {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> WORTH_A_RETRY = Set.of(408, 409, 425, 429);

    private final Settings settings;
    private final Http http;

    public HttpKillSwitch(Settings settings, Http http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<HttpKillSwitchSettings> settings() {
        return HttpKillSwitchSettings.class;
    }

    @Override
    public Turned turn(Turn turn) {
        var how = settings.bind(turn.killSwitch(), HttpKillSwitchSettings.class);
        String state = turn.active() ? "on" : "off";
        try {
            if (is(how, turn.active())) {
                return new Turned(turn.active(), true, "It was " + state + " already.");
            }
            set(how, turn);
            if (how.readBack() == null) {
                return new Turned(turn.active(), false, "Turned " + state + "; it can't be read back.");
            }
            if (is(how, turn.active())) {
                return new Turned(turn.active(), true, "Turned " + state + " and read back.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The kill switch was not turned " + state + ": " + e.getMessage(), e);
        }
        // Perhaps its answer lags behind; Temporal asks again for as long as the step is given.
        throw new IllegalStateException("The kill switch took the request, but does not read back as " + state);
    }

    @Override
    public @Nullable Boolean isOn(Target killSwitch) {
        var how = settings.bind(killSwitch, HttpKillSwitchSettings.class);
        try {
            return how.readBack() == null ? null : is(how, true);
        } catch (IOException e) {
            throw new UncheckedIOException("The kill switch can't be read: " + e.getMessage(), e);
        }
    }

    private void set(HttpKillSwitchSettings how, Turn turn) throws IOException {
        String body = JSON.writeValueAsString(KillSwitchBody.fill(how.body(), turn.active(), turn.reason()));
        var request = authorized(how, how.url())
                .header("Content-Type", "application/json")
                .method(how.method(), BodyPublishers.ofString(body))
                .build();
        require(how, how.url(), how.method(), http.send(request));
    }

    /** Whether it reads as wanted; false too where it can't be read. */
    private boolean is(HttpKillSwitchSettings how, boolean active) throws IOException {
        ReadBack readBack = how.readBack();
        if (readBack == null) {
            return false;
        }
        Http.Answer answer = http.send(authorized(how, readBack.url()).GET().build());
        require(how, readBack.url(), "GET", answer);
        JsonNode value = at(answer.body(), readBack.pointer());
        if (value == null || !value.isBoolean()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "read-back: " + Redaction.clean(readBack.url()) + " has no true or false at " + readBack.pointer());
        }
        return value.booleanValue() == active;
    }

    private static @Nullable JsonNode at(String body, String pointer) {
        try {
            return JSON.readTree(body).at(pointer);
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private HttpRequest.Builder authorized(HttpKillSwitchSettings how, String url) {
        var request = Http.request(url, how.timeout());
        return how.token() == null
                ? request
                : request.header("Authorization", "Bearer " + settings.secret(how.token()));
    }

    private static void require(HttpKillSwitchSettings how, String url, String method, Http.Answer answer)
            throws IOException {
        if (answer.ok()) {
            return;
        }
        String said = method + " " + Redaction.clean(url) + " answered " + answer.status();
        if (answer.status() >= 500 || WORTH_A_RETRY.contains(answer.status())) {
            throw new IOException(said);
        }
        throw Failures.permanent(FailureType.CONFIGURATION, said + advice(how, answer.status()));
    }

    private static String advice(HttpKillSwitchSettings how, int status) {
        return switch (status) {
            case 401, 403 ->
                how.token() == null
                        ? "; it wants a token: set 'token' to where it is, such as env:KILL_SWITCH_TOKEN"
                        : "; it refused the token, put a valid one into " + how.token();
            case 404 -> "; check 'url'";
            case 405 -> "; check 'method'";
            default -> "; check 'url', 'method' and 'body'";
        };
    }
}
