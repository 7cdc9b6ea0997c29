package dev.lastgood.activities.check;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.model.Check;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the service itself. One that can't be reached has failed. */
public final class HttpCheck implements Verification {
    private static final JsonMapper JSON = new JsonMapper();

    private final Settings settings;
    private final Http http;

    public HttpCheck(Settings settings, Http http) {
        this.settings = settings;
        this.http = http;
    }

    /** What is asked, and what the answer must be. */
    public record Config(
            @Describe("What is asked") String url,

            @Describe("The request's method") @Default("GET")
            String method,

            @Describe("The status that the answer must have") @Default("200")
            int status,

            @Describe("Headers of the request; env:NAME and file:/path are references to secrets") @Default("{}")
            Map<String, String> headers,

            @Describe("JSON pointers in the answer, and the values that must stand there") @Default("{}")
            Map<String, Object> json,

            @Describe("A text that the answer must hold") @Nullable
            String contains,

            @Describe("A form that the answer must have") @Nullable
            Format format,

            @Describe("How fast the answer must be, such as 500ms") @Nullable
            Duration within,

            @Describe("How long to wait for an answer") @Default("10s")
            Duration timeout) {}

    /** The forms of an answer that can be asked for. */
    public enum Format {
        PROMETHEUS
    }

    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Check check) throws IOException {
        var how = settings.bind("check '" + check.name() + "'", check.settings(), Config.class);
        var request = Http.request(how.url(), how.timeout()).method(how.method(), BodyPublishers.noBody());
        how.headers().forEach((name, value) -> request.header(name, value(value)));
        Http.Answer answer;
        try {
            answer = http.send(request.build());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Finding.failed(String.valueOf(e.getMessage()));
        }
        List<String> wrong = wrong(how, answer);
        String answered = "answered " + answer.status() + " in " + Words.of(answer.took());
        return wrong.isEmpty() ? Finding.passed(answered) : Finding.failed(answered + ", " + String.join("; ", wrong));
    }

    private String value(String written) {
        return SecretRef.isOne(written) ? settings.secret(new SecretRef(written)) : written;
    }

    private static List<String> wrong(Config how, Http.Answer answer) {
        var wrong = new ArrayList<String>();
        if (answer.status() != how.status()) {
            wrong.add("expected " + how.status());
        }
        if (how.within() != null && answer.took().compareTo(how.within()) > 0) {
            wrong.add("slower than " + Words.of(how.within()));
        }
        if (how.contains() != null && !answer.body().contains(how.contains())) {
            wrong.add("the text '" + how.contains() + "' is not in it");
        }
        if (!how.json().isEmpty()) {
            json(how.json(), answer.body(), wrong);
        }
        if (how.format() == Format.PROMETHEUS) {
            prometheus(answer.body(), wrong);
        }
        return wrong;
    }

    private static void json(Map<String, Object> expected, String body, List<String> wrong) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JacksonException e) {
            wrong.add("the answer is not JSON");
            return;
        }
        expected.forEach((pointer, value) -> {
            JsonNode found = tree.at(pointer.startsWith("/") ? pointer : "/" + pointer);
            JsonNode wanted = JSON.valueToTree(value);
            if (!same(found, wanted)) {
                String is = found.isMissingNode() ? "missing" : Words.cut(found.toString(), 80);
                wrong.add(pointer + " is " + is + ", expected " + wanted);
            }
        });
    }

    private static boolean same(JsonNode found, JsonNode wanted) {
        return found.isNumber() && wanted.isNumber()
                ? found.decimalValue().compareTo(wanted.decimalValue()) == 0
                : found.equals(wanted);
    }

    private static void prometheus(String body, List<String> wrong) {
        try {
            if (PrometheusText.parse(body).isEmpty()) {
                wrong.add("it holds no metrics");
            }
        } catch (IllegalArgumentException e) {
            wrong.add("it is not in Prometheus's format: " + e.getMessage());
        }
    }
}
