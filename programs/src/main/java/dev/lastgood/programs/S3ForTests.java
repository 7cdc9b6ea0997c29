package dev.lastgood.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server with the answers of S3's REST API (PutObject, GetObject with ranges, HeadObject, DeleteObject, ListObjectsV2 in pages of
 * two, uploads in parts, error bodies), path style, one bucket.
 */
public final class S3ForTests implements AutoCloseable {
    public static final String BUCKET = "evidence";
    private static final int PAGE = 2;

    /** How many of the next requests get 503 SlowDown. */
    public final AtomicInteger slowDown = new AtomicInteger();

    /** When set, every request is refused with this status and code. */
    public volatile int refuseWith;

    /** This key is listed, and gone when it is read. */
    public volatile String hidden = "";

    public final List<String> requests = new CopyOnWriteArrayList<>();
    public final List<String> ranges = new CopyOnWriteArrayList<>();
    public final List<String> authorizations = new CopyOnWriteArrayList<>();

    private record Stored(byte[] bytes, Map<String, String> metadata, Instant at) {
        Stored(byte[] bytes, Map<String, String> metadata) {
            this(bytes, metadata, Instant.now());
        }
    }

    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final HttpServer server;

    public S3ForTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void store(String key, String content) {
        objects.put(key, new Stored(content.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    /** What is there under that key; nothing where nothing is. */
    public byte[] stored(String key) {
        Stored stored = objects.get(key);
        return stored == null ? new byte[0] : stored.bytes();
    }

    public void remove(String key) {
        objects.remove(key);
    }

    public void store(String key, byte[] content) {
        objects.put(key, new Stored(content, Map.of()));
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
        Map<String, String> query = query(exchange.getRequestURI());
        if (query.containsKey("uploadId") || query.containsKey("uploads")) {
            upload(exchange, method, key, body, query);
            return;
        }
        switch (method) {
            case "DELETE" -> {
                objects.remove(key);
                exchange.sendResponseHeaders(204, -1);
            }
            case "PUT" -> {
                objects.put(key, new Stored(body, metadata(exchange)));
                exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(body) + "\"");
                exchange.sendResponseHeaders(200, -1);
            }
            case "GET", "HEAD" -> {
                if (key.isEmpty()) {
                    list(exchange);
                } else {
                    get(exchange, key, objects.get(key), method.equals("HEAD"));
                }
            }
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    /** The parts of an upload are seen by nobody until it is completed. */
    private void upload(HttpExchange exchange, String method, String key, byte[] body, Map<String, String> query)
            throws IOException {
        String id = query.getOrDefault("uploadId", "");
        if (id.isEmpty()) {
            String begun = "u" + uploads.size();
            uploads.put(begun, new TreeMap<>());
            xml(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>" + begun
                            + "</UploadId></InitiateMultipartUploadResult>");
        } else if (method.equals("PUT")) {
            parts(id).put(Integer.valueOf(query.getOrDefault("partNumber", "0")), body);
            exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(body) + "\"");
            exchange.sendResponseHeaders(200, -1);
        } else if (method.equals("POST")) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            parts(id).values().forEach(whole::writeBytes);
            objects.put(key, new Stored(whole.toByteArray(), Map.of()));
            xml(exchange, 200, "<CompleteMultipartUploadResult><Key>" + key + "</Key></CompleteMultipartUploadResult>");
        } else {
            uploads.remove(id);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private NavigableMap<Integer, byte[]> parts(String id) {
        return uploads.computeIfAbsent(id, unknown -> new TreeMap<>());
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

    private void get(HttpExchange exchange, String key, @Nullable Stored stored, boolean head) throws IOException {
        if (stored == null || key.equals(hidden)) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        stored.metadata().forEach(exchange.getResponseHeaders()::set);
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(stored.bytes().length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null) {
            ranges.add(range);
        }
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        byte[] wanted =
                Arrays.copyOfRange(stored.bytes(), Math.min(from, stored.bytes().length), stored.bytes().length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, wanted.length == 0 ? -1 : wanted.length);
        exchange.getResponseBody().write(wanted);
    }

    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI());
        String after = query.getOrDefault("continuation-token", "");
        List<String> keys = new ArrayList<>(objects.tailMap(after, false).keySet());
        keys.removeIf(key -> !key.startsWith(query.getOrDefault("prefix", "")));
        List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
        boolean more = keys.size() > page.size();
        String contents = page.stream().map(this::listed).collect(Collectors.joining());
        String next = more ? "<NextContinuationToken>" + page.get(page.size() - 1) + "</NextContinuationToken>" : "";
        xml(
                exchange,
                200,
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + BUCKET
                        + "</Name><KeyCount>" + page.size() + "</KeyCount><IsTruncated>" + more + "</IsTruncated>"
                        + next
                        + contents + "</ListBucketResult>");
    }

    private String listed(String key) {
        Stored stored = objects.get(key);
        return stored == null
                ? ""
                : "<Contents><Key>" + key + "</Key><LastModified>" + stored.at() + "</LastModified><Size>"
                        + stored.bytes().length + "</Size></Contents>";
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(String.valueOf(uri.getRawQuery()).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
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
