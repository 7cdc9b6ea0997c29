package dev.lastgood.bench.webhook;

import dev.lastgood.workflows.client.Connection;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Mutated bodies: each gets an answer of its own making, and starts what its answer says and nothing else. */
final class Fuzz {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 8;

    private final Site site;
    private final List<String> services;
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    Fuzz(Site site, List<String> services) {
        this.site = site;
        this.services = services;
    }

    Figures.Fuzz run(int bodies) throws IOException, InterruptedException {
        Mutations mutations = new Mutations(42);
        // The heap is looked at once all that is made once has been made.
        send(mutations, bodies / 10);
        long heap = site.heap();
        long traces = site.traces();
        ConcurrentLinkedQueue<Post.Answer> answers = send(mutations, bodies);
        long grown = site.heap() - heap;
        Set<String> said = Set.copyOf(named);
        return new Figures.Fuzz(
                answers.size(),
                count(answers, 200, 299),
                count(answers, 400, 499),
                count(answers, 500, 599),
                count(answers, -1, -1),
                (int) answers.stream()
                        .filter(it -> it.body().contains("\tat ") || it.body().contains("Exception"))
                        .count(),
                site.traces() - traces,
                wrongly(said),
                heap,
                grown);
    }

    private ConcurrentLinkedQueue<Post.Answer> send(Mutations mutations, int bodies) throws InterruptedException {
        ConcurrentLinkedQueue<Post.Answer> answers = new ConcurrentLinkedQueue<>();
        Semaphore room = new Semaphore(AT_ONCE);
        Instant began = Instant.now();
        for (int i = 0; i < bodies; i++) {
            byte[] body = mutations.next(Alerts.firing(services.get(i % services.size()), "fuzz", began));
            room.acquire();
            site.starters.get(i % 2).send(body).thenAccept(answer -> {
                answers.add(answer);
                remember(answer);
                room.release();
            });
        }
        room.acquire(AT_ONCE);
        return answers;
    }

    private void remember(Post.Answer answer) {
        try {
            JSON.readTree(answer.body()).path("alerts").forEach(it -> {
                if (it.path("rollback").isString()) {
                    named.add(it.path("rollback").asString());
                }
            });
        } catch (JacksonException noAnswerOfOurs) {
            // Counted by its status.
        }
    }

    /** Among the services that the bodies were about. */
    private int wrongly(Set<String> said) throws InterruptedException {
        String prefix = "rollback-" + Site.ENVIRONMENT + "-fuzz";
        try (Connection temporal = site.connection()) {
            TimeUnit.SECONDS.sleep(3);
            Set<String> there = temporal.client()
                    .listExecutions("WorkflowType = 'Rollback' AND WorkflowId STARTS_WITH '" + prefix + "'")
                    .map(it -> it.getExecution().getWorkflowId())
                    .collect(Collectors.toSet());
            Set<String> both = new HashSet<>(there);
            both.retainAll(said);
            return there.size() + said.size() - 2 * both.size();
        }
    }

    private static int count(Iterable<Post.Answer> answers, int from, int to) {
        int count = 0;
        for (Post.Answer answer : answers) {
            count += answer.status() >= from && answer.status() <= to ? 1 : 0;
        }
        return count;
    }
}
