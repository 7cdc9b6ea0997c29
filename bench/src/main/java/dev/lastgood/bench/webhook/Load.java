package dev.lastgood.bench.webhook;

import dev.lastgood.bench.webhook.Post.Answer;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Deliveries at a steady rate, each event twice: two Alertmanagers know of it. What is refused is sent again, as they do. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    private final Receiver receiver;
    private final List<Post> receivers;
    private final List<String> services;
    private final int events;
    private final Map<String, Long> firstSent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger retries = new AtomicInteger();
    private final boolean repeats;

    /**
     * @param receivers the two addresses that deliveries go to
     * @param events how many a service
     * @param repeats whether what is not taken is sent again
     */
    Load(Receiver receiver, List<Post> receivers, List<String> services, int events, boolean repeats) {
        this.receiver = receiver;
        this.receivers = receivers;
        this.services = services;
        this.events = events;
        this.repeats = repeats;
    }

    private record Delivery(String service, byte[] body, Post to) {}

    /** Sends all; returns when each has its answer. */
    void send(int perSecond) {
        List<Delivery> deliveries = deliveries();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            CompletableFuture<Void> taken = new CompletableFuture<>();
            done.add(taken);
            clock.schedule(() -> send(delivery, taken), i * 1_000_000L / perSecond, TimeUnit.MICROSECONDS);
        }
        CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
    }

    private List<Delivery> deliveries() {
        Instant began = Instant.now();
        List<Delivery> all = new ArrayList<>();
        for (String service : services) {
            for (int i = 0; i < events; i++) {
                byte[] body = Alerts.firing(service, service + "-e" + i, began.plusMillis(i))
                        .getBytes(StandardCharsets.UTF_8);
                receivers.forEach(it -> all.add(new Delivery(service, body, it)));
            }
        }
        Collections.shuffle(all, new Random(4711));
        return all;
    }

    private void send(Delivery delivery, CompletableFuture<Void> taken) {
        firstSent.putIfAbsent(delivery.service(), System.nanoTime());
        delivery.to().send(delivery.body()).thenAccept(answer -> {
            answered.add(answer.millis());
            if (ok(answer) || !repeats) {
                taken.complete(null);
            } else {
                retries.incrementAndGet();
                clock.schedule(() -> send(delivery, taken), 1, TimeUnit.SECONDS);
            }
        });
    }

    private static boolean ok(Answer answer) {
        return answer.status() / 100 == 2;
    }

    /** With the kill switch calls alone: of a hook that knows no rollbacks. */
    Figures.Load figures() throws InterruptedException {
        await(() -> services.stream().noneMatch(it -> receiver.turned(it).isEmpty()), Duration.ofSeconds(10));
        TimeUnit.SECONDS.sleep(2);
        return figures(-1, -1);
    }

    /** What stands in Temporal at the end. */
    Figures.Load figures(Connection temporal) throws InterruptedException {
        await(() -> services.stream().noneMatch(it -> receiver.turned(it).isEmpty()), PATIENCE);
        RollbackClient rollbacks = new RollbackClient(temporal.client());
        await(() -> lost(rollbacks) == 0, PATIENCE);
        int runs = 0;
        for (String service : services) {
            runs += (int) temporal.client()
                    .listExecutions("WorkflowId = '" + new ServiceRef(Site.ENVIRONMENT, service).rollbackId() + "'")
                    .count();
        }
        return figures(runs, lost(rollbacks));
    }

    private Figures.Load figures(int rollbacks, int lostEvents) {
        List<Double> toKill = services.stream()
                .filter(it -> !receiver.turned(it).isEmpty())
                .map(it -> (receiver.turned(it).get(0) - firstSent.getOrDefault(it, 0L)) / 1e6)
                .toList();
        return new Figures.Load(
                services.size() * events * receivers.size(),
                Percentiles.of(answered),
                Percentiles.of(toKill),
                services.size(),
                services.stream().mapToInt(it -> receiver.turned(it).size()).sum(),
                rollbacks,
                services.size() - toKill.size(),
                lostEvents,
                retries.get());
    }

    /** Events that stand in no timeline: the first is why it began, each other has joined, once. */
    private int lost(RollbackClient rollbacks) {
        int lost = 0;
        for (String service : services) {
            RollbackStatus status = rollbacks
                    .look(new ServiceRef(Site.ENVIRONMENT, service))
                    .map(it -> it.status())
                    .orElse(null);
            for (int i = 0; i < events; i++) {
                String event = service + "-e" + i;
                long stands = status == null
                        ? 0
                        : status.timeline().stream()
                                .filter(it -> it.text().endsWith(": " + event))
                                .count();
                lost += stands == 1 ? 0 : 1;
            }
        }
        return lost;
    }

    private static void await(java.util.function.BooleanSupplier condition, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
