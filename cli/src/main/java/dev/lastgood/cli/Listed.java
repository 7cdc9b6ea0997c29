package dev.lastgood.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which of what is on record a list shows. */
final class Listed {
    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only this service's.")
    @Nullable
    String service;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            defaultValue = "${env:LASTGOOD_ENVIRONMENT}",
            description = "Only this environment's (LASTGOOD_ENVIRONMENT).")
    @Nullable
    String environment;

    @Option(names = "--limit", description = "At most this many (default ${DEFAULT-VALUE}).")
    int limit;

    /** @param limit where none is given */
    Listed(int limit) {
        this.limit = limit;
    }

    @Nullable
    String environment() {
        return environment == null || environment.isBlank() ? null : environment;
    }

    Map<String, @Nullable Object> query() {
        return query(service, environment(), limit);
    }

    static Map<String, @Nullable Object> query(@Nullable String service, @Nullable String environment, int limit) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", service);
        query.put("environment", environment);
        query.put("limit", limit);
        return query;
    }
}
