package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells people that an alert could not be taken, as Temporal does not answer: the one thing that the starter does to the
 * world by itself, since everything else needs Temporal. Once an outage and channel, and once more when it is over. It knows
 * channels by an incoming webhook only, which take {@code {"text": …}} (Slack, Mattermost).
 */
public final class Alarm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);
    private static final String WEBHOOK = "webhook";
    private static final int TRIES = 3;
    private static final Duration LASTING = Duration.ofSeconds(15);
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private final Secrets secrets;
    private final BooleanSupplier temporalAnswers;
    private final Duration every;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService beside = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "alarm");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Target> told = new LinkedHashSet<>();
    private @Nullable Instant since;
    private @Nullable Instant firstMiss;

    private record Target(String name, SecretRef webhook) {}

    /** @param every how often it looks whether the outage is over */
    public Alarm(Secrets secrets, BooleanSupplier temporalAnswers, Duration every) {
        this.secrets = secrets;
        this.temporalAnswers = temporalAnswers;
        this.every = every;
    }

    /** Those of the channels that it could not tell, with the reason. */
    public List<String> outOfReach(List<Channel> channels) {
        List<String> missing = new ArrayList<>();
        for (Target target : targets(channels)) {
            try {
                secrets.resolve(target.webhook());
            } catch (ApplicationFailure e) {
                missing.add(target.name() + ": " + e.getOriginalMessage());
            }
        }
        return missing;
    }

    /** An alert of these services could not be taken. Returns at once. */
    void lost(Collection<Service> services, String alert) {
        beside.execute(() -> {
            if (since == null) {
                if (passing()) {
                    return;
                }
                since = Instant.now();
                LOG.error("Temporal does not answer: an alert ({}) was not taken", alert);
                beside.schedule(this::look, every.toMillis(), TimeUnit.MILLISECONDS);
            }
            for (Service service : services) {
                for (Target target : targets(service.channels())) {
                    if (told.add(target)) {
                        tell(
                                target,
                                "Lastgood could not take an alert of " + service.ref() + " (" + alert
                                        + "): Temporal does not answer. Nothing was started. Alertmanager sends it again;"
                                        + " should Temporal stay away, roll back by hand ('When Lastgood is down').");
                    }
                }
            }
        });
    }

    /** A call that was lost while Temporal answers others is sent again by Alertmanager; unless that goes on, nobody is woken. */
    private boolean passing() {
        if (!temporalAnswers.getAsBoolean()) {
            return false;
        }
        Instant now = Instant.now();
        if (firstMiss == null || firstMiss.isBefore(now.minus(FORGOTTEN))) {
            firstMiss = now;
        }
        return firstMiss.isAfter(now.minus(LASTING));
    }

    private void look() {
        if (!temporalAnswers.getAsBoolean()) {
            beside.schedule(this::look, every.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        Instant from = since;
        String away = from == null ? "" : Duration.between(from, Instant.now()).toSeconds() + " s";
        LOG.info("Temporal answers again, after {}", away);
        told.forEach(it -> tell(
                it,
                "Lastgood reaches Temporal again, after " + away
                        + ". Alerts that still fire are sent again by themselves, and taken."));
        told.clear();
        since = null;
    }

    private void tell(Target target, String text) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                URI url = URI.create(secrets.resolve(target.webhook()).strip());
                HttpRequest request = HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of("text", text))))
                        .build();
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status / 100 == 2) {
                    return;
                }
                LOG.error("{} was not told that Temporal is away: it answered {}", target.name(), status);
            } catch (IOException e) {
                LOG.error("{} was not told that Temporal is away: {}", target.name(), e.toString());
            } catch (ApplicationFailure | IllegalArgumentException unusable) {
                LOG.error(
                        "{} can't be told that Temporal is away: the starter does not find a URL at {}",
                        target.name(),
                        target.webhook());
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static List<Target> targets(List<Channel> channels) {
        return channels.stream()
                .filter(it -> it.kinds().contains(Notice.Kind.PERSON_NEEDED))
                .map(Channel::target)
                .filter(it -> it.settings().get(WEBHOOK) instanceof String place && SecretRef.isOne(place))
                .map(it -> new Target(
                        it.name(), new SecretRef(String.valueOf(it.settings().get(WEBHOOK)))))
                .toList();
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }
}
