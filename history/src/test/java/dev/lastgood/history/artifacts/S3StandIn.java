package dev.lastgood.history.artifacts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A server with the answers of S3's REST API (PutObject, GetObject, HeadObject, ListObjectsV2 in pages of two, error bodies),
 * path style, one bucket.
 */
final class S3StandIn implements AutoCloseable {
    static final String BUCKET = "evidence";
    private static final int PAGE = 2;

    /** How many of the next requests get 503 SlowDown. */
    final AtomicInteger slowDown = new AtomicInteger();

    /** When set, every request is refused with this status and code. */
    volatile int refuseWith;

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    private record Stored(byte[] bytes, Map<String, String> metadata) {}

    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    S3StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void store(String key, String content) {
        objects.put(key, new Stored(content.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            requests.add(method + " " + path);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (slowDown.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                error(exchange, 503, "SlowDown");
            } else if (refuseWith != 0) {
                error(exchange, refuseWith, refuseWith == 403 ? "AccessDenied" : "InternalError");
            } else if (!(path + "/").startsWith("/" + BUCKET + "/")) {
                error(exchange, 404, "NoSuchBucket");
            } else {
                String key = path.substring(Math.min(path.length(), BUCKET.length() + 2));
                answer(exchange, method, key, body);
            }
        }
    }

    private void answer(HttpExchange exchange, String method, String key, byte[] body) throws IOException {
        switch (method) {
            case "PUT" -> {
                objects.put(key, new Stored(body, metadata(exchange)));
                exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(body) + "\"");
                exchange.sendResponseHeaders(200, -1);
            }
            case "GET", "HEAD" -> {
                if (key.isEmpty()) {
                    list(exchange);
                } else {
                    get(exchange, objects.get(key), method.equals("HEAD"));
                }
            }
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    private static Map<String, String> metadata(HttpExchange exchange) {
        Map<String, String> metadata = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.toLowerCase(java.util.Locale.ROOT).startsWith("x-amz-meta-")) {
                metadata.put(name, values.get(0));
            }
        });
        return metadata;
    }

    private static void get(HttpExchange exchange, Stored stored, boolean head) throws IOException {
        if (stored == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        stored.metadata().forEach(exchange.getResponseHeaders()::set);
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(stored.bytes().length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, stored.bytes().length == 0 ? -1 : stored.bytes().length);
            exchange.getResponseBody().write(stored.bytes());
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI());
        String after = query.getOrDefault("continuation-token", "");
        List<String> keys = new ArrayList<>(objects.tailMap(after, false).keySet());
        keys.removeIf(key -> !key.startsWith(query.getOrDefault("prefix", "")));
        List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
        boolean more = keys.size() > page.size();
        String contents = page.stream()
                .map(key -> "<Contents><Key>" + key + "</Key><Size>"
                        + objects.get(key).bytes().length + "</Size></Contents>")
                .collect(Collectors.joining());
        String next = more ? "<NextContinuationToken>" + page.get(page.size() - 1) + "</NextContinuationToken>" : "";
        xml(
                exchange,
                200,
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + BUCKET
                        + "</Name><KeyCount>" + page.size() + "</KeyCount><IsTruncated>" + more + "</IsTruncated>"
                        + next
                        + contents + "</ListBucketResult>");
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(String.valueOf(uri.getRawQuery()).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        xml(exchange, status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }

    private static void xml(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
