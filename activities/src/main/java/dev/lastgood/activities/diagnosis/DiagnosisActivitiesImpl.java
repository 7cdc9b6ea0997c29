package dev.lastgood.activities.diagnosis;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Pulse;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Words;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.activities.DiagnosisActivities;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.support.Failures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every look at once. One that is late or fails is said to be so; none makes the others fail. */
public final class DiagnosisActivitiesImpl implements DiagnosisActivities {
    private static final Logger LOG = LoggerFactory.getLogger(DiagnosisActivitiesImpl.class);

    /** How long all of them together may take. */
    private static final Duration ALL = Duration.ofSeconds(8);

    /** What fits on a phone. */
    private static final int LINE = 160;

    private static final int LINES = 12;

    private final List<Look> looks;
    private final Artifacts artifacts;
    private final Duration all;

    public DiagnosisActivitiesImpl(Settings settings, Http http, Artifacts artifacts) {
        this(
                List.of(
                        new FailureLook(),
                        new EnvironmentLook(settings),
                        new DatabaseLook(settings),
                        new DependenciesLook(http),
                        new DiskLook(),
                        new LogLook()),
                artifacts,
                ALL);
    }

    DiagnosisActivitiesImpl(List<Look> looks, Artifacts artifacts, Duration all) {
        this.looks = looks;
        this.artifacts = artifacts;
        this.all = all;
    }

    @Override
    public Diagnosis diagnose(Query query) {
        return Pulse.during(() -> {
            List<Seen> seen = look(query);
            List<String> lines = seen.stream()
                    .flatMap(it -> it.lines().stream())
                    .map(it -> Words.cut(Redaction.clean(it).replaceAll("\\s*\\R\\s*", " "), LINE))
                    .limit(LINES)
                    .toList();
            return new Diagnosis(lines, keep(query, seen));
        });
    }

    private List<Seen> look(Query query) throws InterruptedException {
        Map<Look, FutureTask<Seen>> tasks = new LinkedHashMap<>();
        for (Look look : looks) {
            var task = new FutureTask<>(() -> look.at(query));
            var thread = new Thread(task, "lastgood-look");
            thread.setDaemon(true);
            thread.start();
            tasks.put(look, task);
        }
        long end = System.nanoTime() + all.toNanos();
        List<Seen> seen = new ArrayList<>();
        try {
            for (var task : tasks.entrySet()) {
                seen.add(seen(task.getKey(), task.getValue(), end));
            }
        } finally {
            tasks.values().forEach(it -> it.cancel(true));
        }
        return seen;
    }

    private Seen seen(Look look, FutureTask<Seen> task, long end) throws InterruptedException {
        try {
            return task.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Seen.line(look.what() + ": no answer within " + Words.of(all));
        } catch (ExecutionException e) {
            return Seen.line(look.what() + ": could not be looked at: "
                    + Failures.reason(e.getCause() == null ? e : e.getCause()));
        }
    }

    /** Not being able to keep it is no reason to keep it from the person. */
    private @Nullable Artifact keep(Query query, List<Seen> seen) {
        var text = new StringBuilder("After the failure of " + query.step() + "\n\n");
        seen.forEach(it -> text.append(it.whole()).append('\n'));
        String name = "diagnosis-" + query.step().replaceAll("[^A-Za-z0-9.-]+", "-") + ".txt";
        try {
            return artifacts.put(
                    query.rollback(),
                    name,
                    new ByteArrayInputStream(Redaction.clean(text.toString()).getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            LOG.warn("The diagnosis could not be kept: {}", Failures.reason(e));
            return null;
        }
    }
}
