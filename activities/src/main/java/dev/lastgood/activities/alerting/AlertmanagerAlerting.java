package dev.lastgood.activities.alerting;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.alerting.AlertmanagerApi.Listed;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Trust;
import dev.lastgood.workflows.decision.Matcher;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Silences in an Alertmanager. A silence is known for this rollback's by who made it and by the rollback's id in its comment.
 * (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml)
 */
public final class AlertmanagerAlerting implements Alerting {
    static final String CREATED_BY = "lastgood";

    private final Settings settings;
    private final Http http;
    private final Clock clock;

    public AlertmanagerAlerting(Settings settings, Http http) {
        this(settings, http, Clock.systemUTC());
    }

    AlertmanagerAlerting(Settings settings, Http http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "alertmanager";
    }

    @Override
    public Class<AlertmanagerSettings> settings() {
        return AlertmanagerSettings.class;
    }

    @Override
    public Silenced silence(Silence silence) {
        AlertmanagerSettings how = how(silence.alerting());
        List<Matcher> matchers = matchers(how);
        try {
            AlertmanagerApi api = api(how);
            List<Listed> ours = ours(api, silence.rollback());
            Listed old = ours.isEmpty() ? null : ours.get(0);
            String id = api.post(new AlertmanagerApi.Silence(
                    old == null ? null : old.id(),
                    matchers.stream().map(AlertmanagerApi.Line::of).toList(),
                    old == null ? clock.instant() : old.startsAt(),
                    silence.until(),
                    CREATED_BY,
                    comment(silence.rollback())));
            return new Silenced(
                    id,
                    silence.until(),
                    "Alerts with " + String.join(", ", how.matchers()) + " are silenced in Alertmanager while this runs"
                            + " (silence " + id + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("The alerts were not silenced: " + e.getMessage(), e);
        }
    }

    @Override
    public Lifted lift(Lift lift) {
        AlertmanagerSettings how = how(lift.alerting());
        try {
            AlertmanagerApi api = api(how);
            List<Listed> ours = ours(api, lift.rollback());
            for (Listed silence : ours) {
                api.expire(silence.id());
            }
            return new Lifted(
                    ours.isEmpty()
                            ? "No silence of this rollback is left in Alertmanager"
                            : "The silence in Alertmanager is lifted");
        } catch (IOException e) {
            throw new UncheckedIOException("The silence was not lifted: " + e.getMessage(), e);
        }
    }

    private static List<Listed> ours(AlertmanagerApi api, RollbackRef rollback) throws IOException {
        String comment = comment(rollback);
        return api.list().stream()
                .filter(it -> !it.expired() && CREATED_BY.equals(it.createdBy()) && comment.equals(it.comment()))
                .toList();
    }

    /** Its words are what it is found again by. */
    private static String comment(RollbackRef rollback) {
        return "Rollback " + rollback.id() + " is running: it would set these off itself. It lifts this at its end.";
    }

    private static List<Matcher> matchers(AlertmanagerSettings how) {
        if (how.matchers().isEmpty()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "alerting: nothing says which alerts are the service's; give the service 'alerts', or 'matchers' here");
        }
        try {
            return how.matchers().stream().map(Matcher::parse).toList();
        } catch (IllegalArgumentException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "alerting.matchers: " + e.getMessage(), e);
        }
    }

    private AlertmanagerApi api(AlertmanagerSettings how) {
        return new AlertmanagerApi(
                how,
                settings.secretOrNull(how.token()),
                settings.secretOrNull(how.password()),
                how.ca() == null ? http : trusting(how.ca()));
    }

    private static Http trusting(String ca) {
        return new Http(Http.builder().sslContext(Trust.in(Path.of(ca))).build());
    }

    private AlertmanagerSettings how(Target alerting) {
        return settings.bind(alerting, AlertmanagerSettings.class);
    }
}
