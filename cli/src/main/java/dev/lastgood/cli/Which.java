package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which service. */
final class Which {
    @Parameters(paramLabel = "SERVICE", description = "The service, as the catalog names it.")
    String service = "";

    @Mixin
    final Where where = new Where();

    ServiceRef in(Rollbacks rollbacks) {
        return where.find(rollbacks, service);
    }
}
