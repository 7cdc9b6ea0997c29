package dev.lastgood.activities.check.alerts;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Basic;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.decision.Matcher;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nothing that matters fires for the service. (Alertmanager's API v2:
 * https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml)
 */
public final class AlertmanagerCheck implements Verification {
    private static final JsonMapper JSON = new JsonMapper();

    /** A list longer than this helps nobody. */
    private static final int NAMED = 5;

    private final Settings settings;
    private final Http http;

    public AlertmanagerCheck(Settings settings, Http http) {
        this.settings = settings;
        this.http = http;
    }

    /** Whom to ask, and which alerts matter. */
    public record Config(
            @Describe("Alertmanager, such as http://alertmanager:9093")
            String server,

            @Describe("Which alerts matter, as Alertmanager writes it, such as severity=\"critical\"; all must match")
            List<String> matchers,

            @Describe("Alerts that began longer ago do not count, such as 1d") @Nullable
            Duration youngerThan,

            @Describe("Silenced alerts do not count, unless every silence on them was made by one of these, as Lastgood"
                    + " silences a service's alerts while it rolls it back")
            @Default("[\"lastgood\"]")
            List<String> countSilencedBy,

            @Describe("Whether inhibited alerts count") @Default("false")
            boolean countInhibited,

            @Describe(
                    "Matchers of an alert that always fires; where it does not, nobody evaluates rules, and the check is"
                            + " unknown")
            @Default("[]")
            List<String> heartbeat,

            @Describe("Where the bearer token is") @Nullable SecretRef token,

            @Describe("Name and password, for basic authentication") @Nullable
            Basic basic,

            @Describe("How long to wait for an answer") @Default("10s")
            Duration timeout) {}

    @Override
    public String type() {
        return "alertmanager";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), Config.class);
        if (how.matchers().isEmpty()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "matchers: without any, every alert of every service would"
                            + " count; write such as service=\"shop\"");
        }
        if (!how.heartbeat().isEmpty() && alerts(how, how.heartbeat()).isEmpty()) {
            return Finding.unknown("no data: " + String.join(", ", how.heartbeat())
                    + ", which always fires, does not: nobody evaluates rules, or they don't reach Alertmanager");
        }
        List<Firing> firing = alerts(how, how.matchers());
        List<Firing> silenced =
                firing.stream().filter(it -> !it.silencedBy().isEmpty()).toList();
        Map<String, String> authors = silenced.isEmpty() ? Map.of() : authors(how);
        return judge(how, firing, authors).with("firing", firing.size());
    }

    /** @param silencedBy ids of silences */
    private record Firing(String name, Instant since, List<String> silencedBy, boolean inhibited) {
        String words() {
            return name + " for " + Words.of(Duration.between(since, Instant.now()));
        }
    }

    private static Finding judge(Config how, List<Firing> firing, Map<String, String> authors) {
        List<String> counted = new ArrayList<>();
        List<String> old = new ArrayList<>();
        List<String> silenced = new ArrayList<>();
        List<String> inhibited = new ArrayList<>();
        for (Firing alert : firing) {
            boolean byOthers = alert.silencedBy().stream()
                    .anyMatch(id -> !how.countSilencedBy().contains(authors.getOrDefault(id, "")));
            if (byOthers) {
                silenced.add(alert.name());
            } else if (alert.inhibited() && !how.countInhibited()) {
                inhibited.add(alert.name());
            } else if (how.youngerThan() != null
                    && alert.since().isBefore(Instant.now().minus(how.youngerThan()))) {
                old.add(alert.name());
            } else {
                counted.add(alert.words() + (alert.silencedBy().isEmpty() ? "" : " (silenced for the rollback)"));
            }
        }
        String beside = beside("silenced", silenced)
                + beside("inhibited", inhibited)
                + (how.youngerThan() == null ? "" : beside("older than " + Words.of(how.youngerThan()), old));
        String what = String.join(", ", how.matchers());
        return counted.isEmpty()
                ? Finding.passed("nothing fires for " + what + beside)
                : Finding.failed(counted.size() + (counted.size() == 1 ? " alert fires: " : " alerts fire: ")
                        + named(counted) + ", expected none for " + what + beside);
    }

    private static String beside(String why, List<String> names) {
        return names.isEmpty() ? "" : "; " + why + ", not counted: " + named(names);
    }

    private static String named(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    private List<Firing> alerts(Config how, List<String> matchers) throws IOException {
        String filter = matchers.stream()
                .map(AlertmanagerCheck::valid)
                .map(it -> "&filter=" + URLEncoder.encode(it, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        List<Firing> firing = new ArrayList<>();
        for (JsonNode alert : get(how, "alerts?active=true&silenced=true&inhibited=true&unprocessed=true" + filter)) {
            firing.add(new Firing(
                    alert.at("/labels/alertname").asString("(without a name)"),
                    time(alert.path("startsAt").asString("")),
                    texts(alert.at("/status/silencedBy")),
                    !alert.at("/status/inhibitedBy").isEmpty()));
        }
        return firing;
    }

    private static String valid(String matcher) {
        try {
            Matcher.parse(matcher);
            return matcher;
        } catch (IllegalArgumentException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "matchers: " + e.getMessage());
        }
    }

    /** Who made each silence, by its id. */
    private Map<String, String> authors(Config how) throws IOException {
        Map<String, String> authors = new HashMap<>();
        for (JsonNode silence : get(how, "silences")) {
            authors.put(
                    silence.path("id").asString(""), silence.path("createdBy").asString(""));
        }
        return authors;
    }

    private JsonNode get(Config how, String path) throws IOException {
        String url = how.server().replaceFirst("/+$", "") + "/api/v2/" + path;
        var request = Http.request(url, how.timeout()).GET();
        Basic.authorize(request, settings, how.token(), how.basic());
        Http.Answer answer = http.send(request.build());
        if (!answer.ok()) {
            throw new IOException("Alertmanager answered " + answer.status() + ": "
                    + Words.cut(answer.body().strip(), 120));
        }
        try {
            JsonNode list = JSON.readTree(answer.body());
            if (list.isArray()) {
                return list;
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new IOException("Alertmanager answered without a list; check 'server': "
                + Words.cut(answer.body().strip(), 80));
    }

    private static List<String> texts(JsonNode list) {
        return list.values().stream().map(it -> it.asString("")).toList();
    }

    private static Instant time(String text) throws IOException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IOException("Alertmanager names a time that is none: '" + Words.cut(text, 40) + "'", e);
        }
    }
}
