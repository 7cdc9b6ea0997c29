package dev.lastgood.standalone.demo.world;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Users who read and place orders, some 20 requests a second, and what they were answered. */
public final class Traffic implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(50);
    private static final int AT_ONCE = 8;
    private static final int READ_OUT_OF = 10_000;

    private final String shop;
    private final Map<Long, Second> seconds = new ConcurrentSkipListMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "users");
        thread.setDaemon(true);
        return thread;
    });

    /** What the answers of one second were: from the shop, errors, from the kill switch. */
    private record Second(LongAdder ok, LongAdder errors, LongAdder closed) {
        Second() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    /**
     * What users saw.
     *
     * @param errorSeconds seconds in which at least one request failed
     * @param closedSeconds seconds in which the kill switch answered
     */
    public record Seen(long ok, long errors, long closed, long errorSeconds, long closedSeconds) {}

    /** @param shop the public address */
    public Traffic(String shop) {
        this.shop = shop;
    }

    public void start() {
        clock.scheduleAtFixedRate(this::request, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    public Seen seen() {
        return since(Instant.EPOCH);
    }

    public Seen since(Instant from) {
        long ok = 0;
        long errors = 0;
        long closed = 0;
        long errorSeconds = 0;
        long closedSeconds = 0;
        for (Map.Entry<Long, Second> entry : seconds.entrySet()) {
            if (entry.getKey() < from.getEpochSecond()) {
                continue;
            }
            Second second = entry.getValue();
            ok += second.ok.sum();
            errors += second.errors.sum();
            closed += second.closed.sum();
            errorSeconds += second.errors.sum() > 0 ? 1 : 0;
            closedSeconds += second.closed.sum() > 0 ? 1 : 0;
        }
        return new Seen(ok, errors, closed, errorSeconds, closedSeconds);
    }

    private void request() {
        // A shop that does not answer in time loses users, it does not get more of them.
        if (!free.tryAcquire()) {
            return;
        }
        client.sendAsync(next(), HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            free.release();
            count(answer, failure);
        });
    }

    private void count(@Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
        Second second = seconds.computeIfAbsent(Instant.now().getEpochSecond(), any -> new Second());
        if (failure != null || answer == null) {
            second.errors.increment();
        } else if (answer.headers().firstValue(Gateway.KILL_SWITCH_HEADER).isPresent()) {
            second.closed.increment();
        } else {
            (answer.statusCode() < 500 ? second.ok : second.errors).increment();
        }
    }

    private HttpRequest next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(5));
        return switch (random.nextInt(8)) {
            case 0 -> request.uri(URI.create(shop + "/")).build();
            case 1 ->
                request.uri(URI.create(shop + "/orders"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order(random)))
                        .build();
            default ->
                request.uri(URI.create(shop + "/orders/" + (ShopDatabase.ORDERS - random.nextInt(READ_OUT_OF))))
                        .build();
        };
    }

    private static String order(ThreadLocalRandom random) {
        return "{\"customer\":" + (1 + random.nextInt(ShopDatabase.CUSTOMERS)) + ",\"product\":"
                + (1 + random.nextInt(ShopDatabase.PRODUCTS)) + "}";
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
