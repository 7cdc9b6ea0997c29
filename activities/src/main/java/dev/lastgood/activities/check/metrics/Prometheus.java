package dev.lastgood.activities.check.metrics;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Basic;
import dev.lastgood.activities.support.Http;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus's HTTP API. (https://prometheus.io/docs/prometheus/latest/querying/api/) */
final class Prometheus {
    private static final JsonMapper JSON = new JsonMapper();

    private final PromqlCheck.Config how;
    private final Settings settings;
    private final Http http;

    Prometheus(PromqlCheck.Config how, Settings settings, Http http) {
        this.how = how;
        this.settings = settings;
        this.http = http;
    }

    /** Each series' value, in no order; NaN stands as it is. */
    List<Double> instant(String query, @Nullable Instant at) throws IOException {
        JsonNode data = ask("query", "query=" + encoded(query) + (at == null ? "" : "&time=" + seconds(at)));
        var values = new ArrayList<Double>();
        if (data.path("resultType").asString("").equals("scalar")) {
            values.add(value(data.path("result")));
        } else {
            data.path("result").forEach(series -> values.add(value(series.path("value"))));
        }
        return values;
    }

    /** Each series' values over time, without those that are NaN: where nothing was counted. */
    List<List<Double>> range(String query, Instant end, Duration over, Duration step) throws IOException {
        JsonNode data = ask(
                "query_range",
                "query=" + encoded(query) + "&start=" + seconds(end.minus(over)) + "&end=" + seconds(end) + "&step="
                        + step.toMillis() / 1000.0);
        var all = new ArrayList<List<Double>>();
        data.path("result").forEach(series -> {
            var values = new ArrayList<Double>();
            series.path("values").forEach(point -> values.add(value(point)));
            values.removeIf(it -> it.isNaN());
            all.add(values);
        });
        return all;
    }

    private JsonNode ask(String what, String parameters) throws IOException {
        String url = how.server().replaceFirst("/+$", "") + "/api/v1/" + what + "?" + parameters;
        var request = Http.request(url, how.timeout()).GET();
        Basic.authorize(request, settings, how.token(), how.basic());
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
        return body.path("data");
    }

    private static double value(JsonNode point) {
        return PrometheusText.value(point.path(1).asString("NaN"), 1);
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + "." + String.format("%03d", at.getNano() / 1_000_000);
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
