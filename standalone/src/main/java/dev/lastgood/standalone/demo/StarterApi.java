package dev.lastgood.standalone.demo;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /** @return the answer's status, and what it says to people */
    String postAlert(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/webhooks/alertmanager", webhookToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 202) {
            throw new IOException("the webhook answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() + ": "
                + JSON.readTree(answer.body()).path("message").asString(answer.body());
    }

    /**
     * Of what the starter says of a rollback, what the demo looks at.
     *
     * @param execution {@code RUNNING}, or how Temporal says that it ended
     * @param note how it stands, or why no more is known
     */
    record View(String execution, String note, @Nullable RollbackStatus status) {
        boolean hasEnded() {
            return !execution.equals("RUNNING") && status != null && status.outcome() != null;
        }

        boolean endedFromOutside() {
            return !execution.equals("RUNNING") && (status == null || status.outcome() == null);
        }
    }

    /** Empty while there is no such rollback. */
    Optional<View> look() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(rollback, apiToken).GET());
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(JSON.readValue(answer.body(), View.class));
            case 404 -> Optional.empty();
            default -> throw new IOException("the starter answered " + answer.statusCode() + " " + answer.body());
        };
    }

    /** @param by who says so */
    record Said(String by, @Nullable String comment, String questionId, Choice choice) {}

    /** @return what was decided, in words; or why the answer was not taken */
    String answer(Said said) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(rollback + "/answer", apiToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(said))));
        if (answer.statusCode() == 200) {
            return JSON.readValue(answer.body(), Answer.Decided.class).text();
        }
        return "not taken: " + JSON.readTree(answer.body()).path("detail").asString(answer.body());
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
