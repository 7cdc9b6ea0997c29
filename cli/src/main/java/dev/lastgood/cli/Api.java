package dev.lastgood.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Calls of the starter's API. What it refuses, and what does not answer, is a {@link CliProblem} with what to do. */
final class Api {
    /** More than the starter itself waits for Temporal and its workers. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final @Nullable String token;

    Api(String url, @Nullable String token) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
    }

    String get(String path) {
        return send(path, "GET", BodyPublishers.noBody());
    }

    String delete(String path) {
        return send(path, "DELETE", BodyPublishers.noBody());
    }

    String post(String path, Object body) {
        return send(path, "POST", BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
    }

    String postText(String path, String body) {
        return send(path, "POST", BodyPublishers.ofString(body));
    }

    private String send(String path, String method, BodyPublisher body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .method(method, body);
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw refused(response);
            }
            return response.body();
        } catch (IllegalArgumentException e) {
            throw new CliProblem(Exit.USAGE, "--url " + url + " is no address: write it like http://127.0.0.1:8080");
        } catch (IOException e) {
            throw new CliProblem(
                    Exit.UNREACHABLE,
                    "the starter at " + url + " can't be reached. See that it runs and that --url or LASTGOOD_URL is"
                            + " right; with --direct the command goes straight to Temporal");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem(Exit.FAILED, "interrupted");
        }
    }

    private CliProblem refused(HttpResponse<String> response) {
        int exit = switch (response.statusCode()) {
            case 400, 401, 403, 413 -> Exit.USAGE;
            case 404 -> Exit.NOT_FOUND;
            case 409 -> Exit.CONFLICT;
            case 502, 503, 504 -> Exit.UNREACHABLE;
            default -> Exit.FAILED;
        };
        if (response.statusCode() == 401) {
            return new CliProblem(
                    exit,
                    (token == null ? "the starter wants its token" : "the starter refuses the token in LASTGOOD_TOKEN")
                            + ": set LASTGOOD_TOKEN to that of lastgood.api.token");
        }
        return new CliProblem(exit, detail(response));
    }

    private String detail(HttpResponse<String> response) {
        try {
            String detail = Json.MAPPER.readTree(response.body()).path("detail").asString();
            if (!detail.isEmpty()) {
                return detail;
            }
        } catch (JacksonException notOurs) {
            // Said below.
        }
        return "what answers at " + url + " is no starter of Lastgood (HTTP " + response.statusCode() + ")";
    }

    <T> T read(String body, Class<T> type) {
        try {
            return Json.MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            throw new CliProblem(Exit.FAILED, "what answers at " + url + " is no starter of this version of Lastgood");
        }
    }

    static String message(String body) {
        return Json.MAPPER.readTree(body).path("message").asString();
    }

    static String query(Map<String, @Nullable Object> values) {
        String query = values.entrySet().stream()
                .filter(it -> it.getValue() != null)
                .map(it -> it.getKey() + "=" + encode(String.valueOf(it.getValue())))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
