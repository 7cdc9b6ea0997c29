package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Instant;
import java.util.Map;

/** A deployment that went bad, as an alert, so that the same rules decide about it. */
public final class DeploymentAlert {
    /** Its {@code alertname}, for rules that are about deployments. */
    public static final String NAME = "LastgoodDeployment";

    private DeploymentAlert() {}

    /**
     * Names the release, so that times need not suggest whether it is the cause.
     *
     * @param severity as the catalog's rules know it, such as {@code critical}
     * @param since when it was found to be bad
     */
    public static Alert of(ServiceRef service, Release release, String severity, Instant since, String summary) {
        return new Alert(
                "deployment-" + release.id(),
                true,
                since,
                Map.of(
                        "alertname",
                        NAME,
                        "service",
                        service.service(),
                        "environment",
                        service.environment(),
                        "severity",
                        severity),
                Map.of("summary", summary, Annotations.RELEASE, release.id()),
                "");
    }
}
