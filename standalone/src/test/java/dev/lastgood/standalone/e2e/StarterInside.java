package dev.lastgood.standalone.e2e;

import dev.lastgood.standalone.demo.world.AlertBody;
import dev.lastgood.starter.StarterApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A real starter in the tests' own process, for one shop. Its API is open, as it listens on this machine only. */
final class StarterInside implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final String WEBHOOK_TOKEN = "hook-token-8c2d1";

    private final ConfigurableApplicationContext context;

    StarterInside(Lane lane, TinyShop shop) throws IOException {
        var token = Files.writeString(Files.createTempFile(lane.site().folder, "webhook", ""), WEBHOOK_TOKEN);
        List<String> settings = new ArrayList<>(lane.site().settings(lane.namespace));
        settings.add("--lastgood.catalog=" + shop.catalogFile());
        settings.add("--lastgood.webhook.token=file:" + token);
        settings.add("--spring.main.register-shutdown-hook=false");
        settings.add("--logging.level.root=warn");
        context = new SpringApplication(StarterApplication.class).run(settings.toArray(String[]::new));
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    HttpResponse<String> firing(TinyShop shop, Instant since) throws IOException, InterruptedException {
        return alert(AlertBody.firing(shop.ref(), "http://shop.example", 48, since));
    }

    HttpResponse<String> resolved(TinyShop shop, Instant since) throws IOException, InterruptedException {
        String firing = AlertBody.firing(shop.ref(), "http://shop.example", 48, since);
        return alert(firing.replace("\"firing\"", "\"resolved\""));
    }

    private HttpResponse<String> alert(String body) throws IOException, InterruptedException {
        return send(request("/webhooks/alertmanager")
                .header("Authorization", "Bearer " + WEBHOOK_TOKEN)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(TinyShop shop, String what, String body) throws IOException, InterruptedException {
        return send(
                request("/api/rollbacks/production/" + shop.name() + "/" + what).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(TinyShop shop) throws IOException, InterruptedException {
        return send(request("/api/rollbacks/production/" + shop.name()).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
