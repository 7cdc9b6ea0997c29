package dev.lastgood.standalone.demo;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What Alertmanager and people ask of the starter. */
final class StarterApi {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final URI starter;
    private final String webhookToken;
    private final String apiToken;
    private final String rollback;

    StarterApi(URI starter, String webhookToken, String apiToken, ServiceRef service) {
        this.starter = starter;
        this.webhookToken = webhookToken;
        this.apiToken = apiToken;
        this.rollback = "/api/rollbacks/" + service.environment() + "/" + service.service();
    }

    /** @return the status line and body of the answer */
    String postAlert(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/webhooks/alertmanager", webhookToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 202) {
            throw new IOException("the webhook answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() + " " + answer.body().strip();
    }

    /** Empty while there is no such rollback. */
    Optional<RollbackStatus> status() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(rollback, apiToken).GET());
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(JSON.readValue(answer.body(), RollbackStatus.class));
            case 404 -> Optional.empty();
            default -> throw new IOException("the starter answered " + answer.statusCode() + " " + answer.body());
        };
    }

    /** @return what was decided, in words; or why the answer was not taken */
    String answer(Answer given) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(rollback + "/answer", apiToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(given))));
        if (answer.statusCode() == 200) {
            return JSON.readValue(answer.body(), Answer.Decided.class).text();
        }
        return "not taken: " + answer.body();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(starter.toString().replaceFirst("/$", "") + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
