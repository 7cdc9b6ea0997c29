package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which service. */
final class Which {
    @Parameters(paramLabel = "SERVICE", description = "The service, as the catalog names it.")
    String service = "";

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            defaultValue = "${env:LASTGOOD_ENVIRONMENT}",
            description = "Its environment; may be left out where it has one only (LASTGOOD_ENVIRONMENT).")
    @Nullable
    String environment;

    ServiceRef in(Rollbacks rollbacks) {
        return rollbacks.service(service, environment == null || environment.isBlank() ? null : environment);
    }
}
