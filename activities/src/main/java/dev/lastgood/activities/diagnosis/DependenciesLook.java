package dev.lastgood.activities.diagnosis;

import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what the service needs can be reached; all of it at once. */
final class DependenciesLook implements Look {
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\]/]+?)]?:(\\d{1,5})");

    private final Http http;

    DependenciesLook(Http http) {
        this.http = http;
    }

    @Override
    public String what() {
        return "dependencies";
    }

    /** @param well whether it can be reached */
    private record Found(String words, boolean well) {}

    @Override
    public Seen at(Query query) throws InterruptedException {
        Diagnosing where = query.service().diagnosing();
        if (where == null || where.dependencies().isEmpty()) {
            return Seen.NOTHING;
        }
        List<Found> found = reach(where.dependencies());
        List<String> lines = new ArrayList<>();
        found.stream().filter(it -> !it.well()).forEach(it -> lines.add(it.words()));
        long well = found.stream().filter(Found::well).count();
        if (well > 0) {
            lines.add(
                    well == found.size()
                            ? "dependencies: all " + well + " reachable"
                            : "dependencies: " + well + " of " + found.size() + " reachable");
        }
        return new Seen(
                lines, String.join("\n", found.stream().map(Found::words).toList()) + "\n");
    }

    private List<Found> reach(List<String> dependencies) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(dependencies.size());
        try {
            List<Future<Found>> asked = threads.invokeAll(
                    dependencies.stream()
                            .<Callable<Found>>map(it -> () -> reach(it))
                            .toList(),
                    EACH.toMillis() + 500,
                    TimeUnit.MILLISECONDS);
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                found.add(found(dependencies.get(i), asked.get(i)));
            }
            return found;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Found found(String dependency, Future<Found> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (CancellationException e) {
            return new Found("dependency " + dependency + ": no answer within " + Words.of(EACH), false);
        } catch (ExecutionException e) {
            return new Found(
                    "dependency " + dependency + ": " + Failures.reason(e.getCause() == null ? e : e.getCause()),
                    false);
        }
    }

    private Found reach(String dependency) {
        String name = "dependency " + dependency + ": ";
        try {
            if (dependency.contains("://")) {
                Http.Answer answer =
                        http.send(Http.request(dependency, EACH).GET().build());
                return new Found(
                        name + "answered " + answer.status() + " in " + Words.of(answer.took()), answer.status() < 500);
            }
            return connect(name, dependency);
        } catch (UnknownHostException e) {
            return new Found(name + "no such host", false);
        } catch (IOException e) {
            return new Found(name + "not reachable: " + e.getMessage(), false);
        } catch (ApplicationFailure e) {
            return new Found(name + e.getOriginalMessage(), false);
        }
    }

    private static Found connect(String name, String dependency) throws IOException {
        Matcher address = ADDRESS.matcher(dependency);
        if (!address.matches()) {
            return new Found(name + "neither host:port nor a URL", false);
        }
        long begun = System.nanoTime();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))), (int) EACH.toMillis());
            return new Found(name + "reachable in " + Words.of(Duration.ofNanos(System.nanoTime() - begun)), true);
        }
    }
}
