package dev.lastgood.activities.alerting;

import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Alertmanager, by its API v2. */
public record AlertmanagerSettings(
        @Describe("Where it answers, with its path prefix if it has one, such as http://alertmanager:9093")
        String url,

        @Describe("Where the bearer token is") @Nullable SecretRef token,

        @Describe("Who logs in, where it asks for basic authentication") @Nullable
        String user,

        @Describe("Where that user's password is") @Nullable SecretRef password,

        @Describe("A PEM file with the authorities that sign its certificate, when not the usual ones") @Nullable
        String ca,

        @Describe(
                "Which alerts are silenced, as Alertmanager writes matchers. The service's own alerts, when not given")
        @Default("[]")
        List<String> matchers,

        @Describe("How long one request may take") @Default("5s")
        Duration timeout) {}
