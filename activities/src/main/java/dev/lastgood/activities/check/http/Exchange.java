package dev.lastgood.activities.check.http;

import dev.lastgood.activities.check.Basic;
import dev.lastgood.activities.support.Http;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends one request. */
final class Exchange {
    private static final JsonMapper JSON = new JsonMapper();

    private static final int MOST_REDIRECTS = 5;

    private final Clients clients;
    private final Texts texts;

    Exchange(Clients clients, Texts texts) {
        this.clients = clients;
        this.texts = texts;
    }

    /** The answer's time counts from the first request. */
    Http.Answer send(HttpAsk how) throws IOException {
        Http http = clients.of(how);
        HttpRequest request = request(how);
        Http.Answer answer = http.send(request);
        Duration took = answer.took();
        HttpRequest next = how.followRedirects() ? Redirect.of(request, answer) : null;
        for (int i = 0; next != null && i < MOST_REDIRECTS; i++) {
            answer = http.send(next);
            took = took.plus(answer.took());
            next = Redirect.of(next, answer);
        }
        return new Http.Answer(answer.status(), answer.body(), took, answer.headers(), answer.tls());
    }

    /** @param type what it is by itself; null for a text, of which nobody knows */
    private record Body(String text, @Nullable String type) {}

    private HttpRequest request(HttpAsk how) {
        Body body = body(how);
        var request = Http.request(texts.url(how.url()), how.timeout());
        String method = how.method() == null ? body == null ? "GET" : "POST" : how.method();
        if (body != null && body.type() != null) {
            request.setHeader("Content-Type", body.type());
        }
        header(request, "Authorization", authorization(how));
        how.headers().forEach((name, value) -> header(request, name, texts.sent(value)));
        try {
            request.method(
                    method.toUpperCase(Locale.ROOT),
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.text()));
        } catch (IllegalArgumentException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "'" + method + "' is no method of HTTP");
        }
        return request.build();
    }

    /** Its own message would quote the value. */
    private static void header(HttpRequest.Builder request, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "headers: '" + name + "' can't be sent: its name is reserved, or its value holds a line break");
        }
    }

    private @Nullable String authorization(HttpAsk how) {
        if (how.token() != null) {
            return "Bearer " + texts.secret(how.token());
        }
        Basic basic = how.basic();
        if (basic == null) {
            return null;
        }
        String value = basic.header(texts.secret(basic.password()));
        texts.hide(value.substring(value.indexOf(' ') + 1));
        return value;
    }

    private @Nullable Body body(HttpAsk how) {
        if (Stream.of(how.body(), how.jsonBody(), how.form())
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set one of 'body', 'json-body' and 'form'");
        }
        if (how.body() != null) {
            return new Body(texts.sent(how.body()), null);
        }
        if (how.jsonBody() != null) {
            return new Body(JSON.writeValueAsString(texts.json(how.jsonBody(), true)), "application/json");
        }
        return how.form() == null
                ? null
                : new Body(
                        how.form().entrySet().stream()
                                .map(it -> encoded(it.getKey()) + "=" + encoded(texts.sent(it.getValue())))
                                .collect(Collectors.joining("&")),
                        "application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
