package dev.lastgood.standalone.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lastgood.standalone.demo.shop.Faults;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
    private static final String TOKEN = "s3cret";

    @TempDir
    Path folder;

    HttpServer shop;
    Gateway gateway;
    Faults faults;

    @BeforeEach
    void start() {
        shop = HttpServers.start("shop", 1, exchange -> {
            String body = exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            HttpServers.answer(exchange, 201, "text/plain", body);
        });
        faults = new Faults(folder);
        gateway = new Gateway(HttpServers.url(shop), TOKEN, faults);
    }

    @AfterEach
    void stop() {
        gateway.close();
        HttpServers.stop(shop);
    }

    @Test
    void passesRequestsAndAnswersOn() throws Exception {
        HttpResponse<String> answer = Http.post(gateway.url() + "/orders", "an order");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("POST an order");
    }

    @Test
    void answersUsersItselfWhileTheKillSwitchIsOn() throws Exception {
        assertThat(turn(TOKEN, "{\"active\":true,\"reason\":\"repair\"}").statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer = Http.get(gateway.url() + "/orders/1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue(Gateway.KILL_SWITCH_HEADER)).hasValue("on");
        assertThat(readBack()).contains("\"active\":true").contains("repair");
    }

    @Test
    void letsUsersInAgainWhenTheKillSwitchIsOff() throws Exception {
        turn(TOKEN, "{\"active\":true,\"reason\":\"repair\"}");
        turn(TOKEN, "{\"active\":false,\"reason\":\"done\"}");

        assertThat(Http.get(gateway.url() + "/").statusCode()).isEqualTo(201);
        assertThat(readBack()).contains("\"active\":false");
    }

    @Test
    void refusesAWrongTokenAndABodyThatSaysNothing() throws Exception {
        assertThat(turn("wrong", "{\"active\":true}").statusCode()).isEqualTo(401);
        assertThat(turn(TOKEN, "{\"active\":\"yes\"}").statusCode()).isEqualTo(400);
        assertThat(turn(TOKEN, "no JSON").statusCode()).isEqualTo(400);
        assertThat(gateway.closed()).isFalse();
    }

    @Test
    void refusesToTurnTheKillSwitchOnWhenTold() throws Exception {
        faults.set("kill-switch-on");

        assertThat(turn(TOKEN, "{\"active\":true}").statusCode()).isEqualTo(403);
        faults.clear();
        assertThat(turn(TOKEN, "{\"active\":true}").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatTheShopDoesNotAnswer() throws Exception {
        HttpServers.stop(shop);

        assertThat(Http.get(gateway.url() + "/").statusCode()).isEqualTo(502);
    }

    private HttpResponse<String> turn(String token, String body) throws Exception {
        return Http.send(HttpRequest.newBuilder(URI.create(gateway.killSwitchUrl()))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String readBack() throws Exception {
        return Http.send(HttpRequest.newBuilder(URI.create(gateway.killSwitchUrl()))
                        .header("Authorization", "Bearer " + TOKEN))
                .body();
    }
}
