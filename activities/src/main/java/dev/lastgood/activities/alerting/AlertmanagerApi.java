package dev.lastgood.activities.alerting;

import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.decision.Matcher;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Alertmanager's silences over HTTP. */
final class AlertmanagerApi {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final AlertmanagerSettings how;
    private final @Nullable String token;
    private final @Nullable String password;
    private final Http http;

    AlertmanagerApi(AlertmanagerSettings how, @Nullable String token, @Nullable String password, Http http) {
        this.how = how;
        this.token = token;
        this.password = password;
        this.http = http;
    }

    /** One matcher, as the API has it. */
    record Line(String name, String value, boolean isRegex, boolean isEqual) {
        static Line of(Matcher matcher) {
            return new Line(
                    matcher.label(),
                    matcher.value(),
                    matcher.operator().endsWith("~"),
                    matcher.operator().startsWith("="));
        }
    }

    /** @param id of the silence that it takes the place of; null makes one */
    record Silence(
            @Nullable String id,
            List<Line> matchers,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment) {}

    record Listed(
            String id,
            @Nullable Status status,
            Instant startsAt,
            @Nullable String createdBy,
            @Nullable String comment) {
        record Status(@Nullable String state) {}

        boolean expired() {
            return status != null && "expired".equals(status.state());
        }
    }

    private record Made(@Nullable String silenceID) {}

    List<Listed> list() throws IOException {
        return read(send("GET", "/api/v2/silences", null), new TypeReference<List<Listed>>() {});
    }

    /** @return the silence's id */
    String post(Silence silence) throws IOException {
        Made made =
                read(send("POST", "/api/v2/silences", JSON.writeValueAsString(silence)), new TypeReference<Made>() {});
        if (made.silenceID() == null || made.silenceID().isEmpty()) {
            throw new IOException("Alertmanager took the silence and named no id");
        }
        return made.silenceID();
    }

    /** One that is gone already is as good. */
    void expire(String id) throws IOException {
        Http.Answer answer = http.send(request("/api/v2/silence/" + id).DELETE().build());
        if (answer.status() != 404) {
            require("DELETE", "/api/v2/silence/" + id, answer);
        }
    }

    private Http.Answer send(String method, String path, @Nullable String body) throws IOException {
        HttpRequest request = body == null
                ? request(path).GET().build()
                : request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return require(method, path, http.send(request));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = Http.request(how.url().replaceFirst("/+$", "") + path, how.timeout());
        if (token != null) {
            return request.header("Authorization", "Bearer " + token);
        }
        if (how.user() != null) {
            String login = how.user() + ":" + (password == null ? "" : password);
            return request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private Http.Answer require(String method, String path, Http.Answer answer) throws IOException {
        if (answer.ok()) {
            return answer;
        }
        String said = method + " " + Redaction.clean(how.url()) + path + " answered " + answer.status() + ": "
                + Words.cut(answer.body().strip(), 200);
        if (answer.status() >= 500 || answer.status() == 408 || answer.status() == 429) {
            throw new IOException(said);
        }
        throw Failures.permanent(
                FailureType.CONFIGURATION,
                said
                        + switch (answer.status()) {
                            case 401, 403 -> "; set 'token', or 'user' and 'password', to what it asks for";
                            case 404, 405 -> "; check 'url': an Alertmanager, with its path prefix if it has one";
                            default -> "; check 'url' and 'matchers'";
                        });
    }

    private static <T> T read(Http.Answer answer, TypeReference<T> type) throws IOException {
        try {
            T value = JSON.readValue(answer.body(), type);
            if (value == null) {
                throw new IOException("Alertmanager's answer is empty");
            }
            return value;
        } catch (JacksonException e) {
            throw new IOException("Alertmanager's answer is not understood: " + Words.cut(answer.body(), 100), e);
        }
    }
}
