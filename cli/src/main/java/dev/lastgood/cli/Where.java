package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which environment. */
final class Where {
    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            defaultValue = "${env:LASTGOOD_ENVIRONMENT}",
            description = "Its environment; may be left out where it has one only (LASTGOOD_ENVIRONMENT).")
    @Nullable
    String environment;

    ServiceRef find(Rollbacks rollbacks, String service) {
        return rollbacks.service(service, named());
    }

    /** Null where none is: an empty variable names none. */
    @Nullable
    String named() {
        return environment == null || environment.isBlank() ? null : environment;
    }
}
