package dev.lastgood.activities.check.http;

import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.http.HttpFlowCheck.Step;
import dev.lastgood.activities.check.http.HttpFlowCheck.Take;
import dev.lastgood.activities.support.Http;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes out of an answer what later steps need. */
final class Taking {
    private static final JsonMapper JSON = new JsonMapper();

    private final CookieManager cookies;
    private final Texts texts;

    Taking(CookieManager cookies, Texts texts) {
        this.cookies = cookies;
        this.texts = texts;
    }

    /** A session's cookie is as good as a password. */
    void hideCookies() {
        cookies.getCookieStore().getCookies().forEach(it -> texts.hide(it.getValue()));
    }

    Finding from(Step step, Http.Answer answer) {
        for (Map.Entry<String, Take> take : step.take().entrySet()) {
            String value = value(take.getKey(), take.getValue(), answer);
            if (value == null || value.isEmpty()) {
                return Finding.failed("answered " + answer.status() + ", but holds no '" + take.getKey()
                        + "' (expected " + where(take.getValue()) + ")");
            }
            texts.carry(take.getKey(), value);
        }
        return Finding.passed("");
    }

    private @Nullable String value(String name, Take take, Http.Answer answer) {
        if (Stream.of(take.json(), take.header(), take.cookie())
                                .filter(Objects::nonNull)
                                .count()
                        > 1
                || where(take).isEmpty()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "take." + name + ": set one of 'json', 'header', 'cookie' or 'matches'");
        }
        String found = answer.body();
        if (take.json() != null) {
            found = json(take.json(), answer.body());
        } else if (take.header() != null) {
            found = answer.headers().firstValue(take.header()).orElse(null);
        } else if (take.cookie() != null) {
            found = cookie(take.cookie());
        }
        return found == null || take.matches() == null ? found : matched(name, take.matches(), found);
    }

    private static @Nullable String json(String pointer, String body) {
        try {
            JsonNode found = Expectations.at(JSON.readTree(body), pointer);
            return found.isMissingNode() || found.isNull()
                    ? null
                    : found.isContainer() ? found.toString() : found.asString();
        } catch (JacksonException e) {
            return null;
        }
    }

    private @Nullable String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(it -> it.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String matched(String name, String pattern, String found) {
        Matcher matcher = Conditions.compiled("take." + name, pattern).matcher(found);
        return !matcher.find() ? null : matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }

    private static String where(Take take) {
        if (take.json() != null) {
            return "JSON at " + take.json();
        }
        if (take.header() != null) {
            return "the header " + take.header();
        }
        if (take.cookie() != null) {
            return "the cookie " + take.cookie();
        }
        return take.matches() == null ? "" : "a text that matches " + take.matches();
    }
}
