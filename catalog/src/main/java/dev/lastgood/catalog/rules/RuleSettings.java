package dev.lastgood.catalog.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.Matches;
import dev.lastgood.catalog.settings.SettingsMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service's Prometheus rules look at. */
public record RuleSettings(
        @Describe("Where the service's runbook stands; each rule names it") @Nullable
        URI runbook,

        @Describe(
                "What picks the service's series in Prometheus, such as job=\"shop\",env=\"production\"; the labels of"
                        + " alerts when not given")
        @Matches(pattern = "^[^{}\\n\\r]+$", expected = "label matchers without braces, in one line")
        @Nullable
        String selector,

        @Describe("Rules that are left out, by name") @Default("[]")
        List<String> without,

        @JsonProperty("for")
        @Describe("How long it must be so before a rule fires, by the rule's name, where it is not the runbooks' time")
        @Default("{}")
        Map<String, Duration> holds,

        @Describe("Other words for critical, high and warning, such as critical: P0, and for rules by name")
        @Default("{}")
        Map<String, String> severities,

        @Describe("Over how long rates are taken: four scrapes or more") @Default("2m")
        Duration range,

        @Describe("'Before' is so long ago, and the mean of so long a time") @Default("1h")
        Duration baseline,

        @Describe("With fewer requests within the range a ratio says nothing") @Default("20")
        int few,

        @Describe("The same, for a single path or dependency") @Default("5")
        int fewPerPath,

        @Describe("What the metrics are called") @Default("{}")
        Metrics metrics) {

    /** As the catalog has them where it says nothing. */
    public static RuleSettings standard() {
        return new SettingsMapper().bind(Map.of(), RuleSettings.class);
    }

    /** A metric's name in Prometheus. */
    private static final String NAME = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

    private static final String EXPECTED = "a metric's or label's name";

    /** The names of metrics and labels, and the paths that mean something. */
    public record Metrics(
            @Describe("Counter of requests")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("http_requests_total")
            String requests,

            @Describe("Its label with the HTTP status, such as 200")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("status")
            String statusLabel,

            @Describe("Its label with the path") @Matches(pattern = NAME, expected = EXPECTED) @Default("path")
            String pathLabel,

            @Describe("Histogram of response times in seconds, without _bucket; its buckets must go beyond 5 s")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("http_request_duration_seconds")
            String duration,

            @Describe("Regular expression of the paths without which the service is of no use")
            @Default("/api/health|/api/auth/.*")
            String criticalPaths,

            @Describe("Regular expression of the paths of major features") @Default("/api/.*")
            String majorPaths,

            @Describe("Regular expression of the paths that sign people in, verify and refresh sessions")
            @Default("/api/auth/.*")
            String signInPaths,

            @Describe("Regular expression of the paths of the payment provider's webhooks")
            @Default("/api/webhooks/.*|/api/billing/webhook")
            String paymentPaths,

            @Describe("1 while a health check passes, such as the blackbox exporter's")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("probe_success")
            String probes,

            @Describe("Memory in use, in bytes")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("container_memory_working_set_bytes")
            String memoryUsed,

            @Describe("Memory at most, with the same labels")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("container_spec_memory_limit_bytes")
            String memoryLimit,

            @Describe("Database connections in use, with the label instance")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("hikaricp_connections_active")
            String poolActive,

            @Describe("Database connections at most, with the label instance")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("hikaricp_connections_max")
            String poolMax,

            @Describe("Gauge of rows that break a check of the data's integrity, with the label check")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("integrity_violations")
            String integrity,

            @Describe("Gauge of a table's rows, with the label table")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("table_rows")
            String rows,

            @Describe("Counter of statements that broke a constraint of the database")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("database_constraint_violations_total")
            String constraintViolations,

            @Describe("Gauge of failed migrations")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("database_migrations_failed")
            String failedMigrations,

            @Describe("1 while a request is refused that must be, with the label probe")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("security_probe_success")
            String securityProbes,

            @Describe("Counter of the service's own requests to others, with the labels dependency (email…, oauth…,"
                    + " ai…, cache…) and outcome (error)")
            @Matches(pattern = NAME, expected = EXPECTED)
            @Default("dependency_requests_total")
            String dependencies) {

        /** Those that come from elsewhere than the requests, and may go without anybody noticing. */
        List<String> others() {
            return List.of(
                    duration + "_bucket",
                    probes,
                    memoryUsed,
                    poolActive,
                    integrity,
                    rows,
                    failedMigrations,
                    securityProbes);
        }
    }
}
