package dev.lastgood.activities.check.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;

/**
 * Speaks what CloudWatch speaks with this SDK, Smithy RPC v2 with CBOR, over real HTTP: one operation a path, the input and the
 * output as CBOR. (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html)
 */
final class CloudwatchForTests implements AutoCloseable {
    private static final String PATH = "/service/GraniteServiceVersion20100801/operation/DescribeAlarms";
    private static final CBORFactory CBOR = new CBORFactory();

    private final HttpServer server;
    final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> pages = new ArrayList<>();
    private int throttled;

    CloudwatchForTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** One page of alarms: name and state; a name that begins with "composite" is of that kind. */
    CloudwatchForTests page(Map<String, String> states) {
        pages.add(states);
        return this;
    }

    /** So many requests are refused before one is answered. */
    CloudwatchForTests throttling(int times) {
        throttled = times;
        return this;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        List<String> texts = texts(exchange.getRequestBody().readAllBytes());
        boolean understood = exchange.getRequestURI().getPath().equals(PATH)
                && "rpc-v2-cbor".equals(exchange.getRequestHeaders().getFirst("smithy-protocol"))
                && String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .startsWith("AWS4-HMAC-SHA256");
        asked.add(texts);
        if (!understood) {
            reply(
                    exchange,
                    404,
                    out -> error(out, "UnknownOperationException", exchange.getRequestURI() + " is not known"));
        } else if (throttled > 0) {
            throttled--;
            reply(exchange, 400, out -> error(out, "ThrottlingException", "Rate exceeded"));
        } else {
            int page = texts.contains("NextToken") ? Integer.parseInt(texts.get(texts.indexOf("NextToken") + 1)) : 0;
            reply(exchange, 200, out -> alarms(out, page));
        }
    }

    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private static void reply(HttpExchange exchange, int status, Body body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(bytes)) {
            body.write(out);
        }
        exchange.getResponseHeaders().add("Content-Type", "application/cbor");
        exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
        exchange.sendResponseHeaders(status, bytes.size());
        exchange.getResponseBody().write(bytes.toByteArray());
        exchange.close();
    }

    private static void error(JsonGenerator out, String type, String message) throws IOException {
        out.writeStartObject();
        out.writeStringField("__type", "com.amazonaws.cloudwatch#" + type);
        out.writeStringField("message", message);
        out.writeEndObject();
    }

    private void alarms(JsonGenerator out, int page) throws IOException {
        out.writeStartObject();
        alarms(out, "MetricAlarms", page, false);
        alarms(out, "CompositeAlarms", page, true);
        if (page + 1 < pages.size()) {
            out.writeStringField("NextToken", String.valueOf(page + 1));
        }
        out.writeEndObject();
    }

    private void alarms(JsonGenerator out, String kind, int page, boolean composite) throws IOException {
        out.writeArrayFieldStart(kind);
        for (Map.Entry<String, String> alarm : pages.isEmpty()
                ? List.<Map.Entry<String, String>>of()
                : pages.get(page).entrySet()) {
            if (alarm.getKey().startsWith("composite") == composite) {
                out.writeStartObject();
                out.writeStringField("AlarmName", alarm.getKey());
                out.writeStringField("StateValue", alarm.getValue());
                out.writeStringField("StateReason", "Threshold Crossed: 1 datapoint [" + alarm.getKey() + "]");
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    /** Names and texts of the request, in their order. */
    private static List<String> texts(byte[] body) throws IOException {
        List<String> texts = new ArrayList<>();
        try (JsonParser parser = CBOR.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    texts.add(parser.getText());
                }
            }
        }
        return texts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
