package dev.lastgood.activities.check;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks Prometheus. No data, NaN and too few samples are unknown; of several series the worst one counts. */
public final class PromqlCheck implements Verification {
    private static final JsonMapper JSON = new JsonMapper();

    private final Settings settings;
    private final Http http;

    public PromqlCheck(Settings settings, Http http) {
        this.settings = settings;
        this.http = http;
    }

    /** What is asked, and the bound that it must keep. */
    public record Config(
            @Describe("Prometheus, such as http://prometheus:9090")
            String server,

            @Describe("The query; ratios and seconds, as Prometheus has them")
            String query,

            @Describe("The value must be below this: 0.5%, 300ms, 2s or \"12\"") @Nullable
            String below,

            @Describe("The value must be above this: 70%, 2s or \"12\"") @Nullable
            String above,

            @Describe("A query that counts what the value is made of, for min-samples") @Nullable
            String samples,

            @Describe("With fewer the check is unknown") @Default("1")
            double minSamples,

            @Describe("Where the bearer token is") @Nullable SecretRef token,

            @Describe("How long to wait for an answer") @Default("10s")
            Duration timeout) {}

    @Override
    public String type() {
        return "promql";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Check check) throws IOException {
        var how = settings.bind("check '" + check.name() + "'", check.settings(), Config.class);
        if ((how.below() == null) == (how.above() == null)) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set either 'below' or 'above'");
        }
        if (how.samples() != null) {
            double counted =
                    query(how, how.samples()).stream().mapToDouble(it -> it).sum();
            if (!(counted >= how.minSamples())) {
                return Finding.unknown("too few samples: " + Words.number(counted) + ", at least "
                        + Words.number(how.minSamples()) + " are needed");
            }
        }
        return judge(how, query(how, how.query()));
    }

    private static Finding judge(Config how, List<Double> values) {
        if (values.isEmpty()) {
            return Finding.unknown("no data: the query gave no series");
        }
        if (values.stream().anyMatch(value -> value.isNaN())) {
            return Finding.unknown("no data: the value is not a number (nothing was counted)");
        }
        boolean below = how.below() != null;
        String key = below ? "below" : "above";
        Threshold bound = Threshold.parse(key, String.valueOf(below ? how.below() : how.above()));
        double worst = values.stream().reduce(below ? Math::max : Math::min).orElseThrow();
        boolean kept = below ? worst < bound.value() : worst > bound.value();
        return Finding.of(kept, bound.words(worst) + (kept ? " is " : ", must be ") + key + " " + bound);
    }

    private List<Double> query(Config how, String query) throws IOException {
        String url = how.server().replaceFirst("/+$", "") + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8);
        var request = Http.request(url, how.timeout()).GET();
        if (how.token() != null) {
            request.header("Authorization", "Bearer " + settings.secret(how.token()));
        }
        Http.Answer answer = http.send(request.build());
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("Prometheus answered " + answer.status() + " without JSON; check 'server'", e);
        }
        if (!answer.ok() || !body.path("status").asString("").equals("success")) {
            throw new IOException("Prometheus answered " + answer.status() + ": "
                    + body.path("error").asString("no reason given"));
        }
        return values(body.path("data"));
    }

    private static List<Double> values(JsonNode data) {
        var values = new ArrayList<Double>();
        JsonNode result = data.path("result");
        if (data.path("resultType").asString("").equals("scalar")) {
            values.add(PrometheusText.value(result.path(1).asString("NaN"), 1));
        } else {
            result.forEach(series ->
                    values.add(PrometheusText.value(series.path("value").path(1).asString("NaN"), 1)));
        }
        return values;
    }
}
