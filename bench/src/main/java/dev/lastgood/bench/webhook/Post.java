package dev.lastgood.bench.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends alerts to one address, as an Alertmanager does. */
final class Post {
    /** Shared: so do Alertmanager's connections live on. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI url;
    private final String token;

    Post(String url, String token) {
        this.url = URI.create(url);
        this.token = token;
    }

    /** @param status -1 where nothing answered */
    record Answer(int status, String body, double millis) {}

    CompletableFuture<Answer> send(byte[] body) {
        long begun = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).handle((answer, failure) -> answer(begun, answer));
    }

    Answer sendNow(byte[] body) throws IOException {
        return send(body).join();
    }

    private static Answer answer(long begun, @org.jspecify.annotations.Nullable HttpResponse<String> answer) {
        double millis = (System.nanoTime() - begun) / 1e6;
        return answer == null ? new Answer(-1, "", millis) : new Answer(answer.statusCode(), answer.body(), millis);
    }
}
