package dev.lastgood.workflows.model;

import java.util.regex.Pattern;

/** A service in one environment: one entry of the catalog. Both names are lower-case letters, digits and hyphens. */
public record ServiceRef(String environment, String service) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    public ServiceRef {
        requireName("environment", environment);
        requireName("service", service);
    }

    /** The workflow id that makes a rollback the only one of its service and environment. */
    public String rollbackId() {
        return "rollback-" + environment + "-" + service;
    }

    /** The workflow id that makes a triage the only one of its service and environment. */
    public String triageId() {
        return "triage-" + environment + "-" + service;
    }

    /** The workflow id that makes the watch of a deployment the only one of its service and environment. */
    public String deploymentId() {
        return "deployment-" + environment + "-" + service;
    }

    @Override
    public String toString() {
        return service + " (" + environment + ")";
    }

    private static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " '" + name + "': use lower-case letters, digits and hyphens, at most 63 of them");
        }
    }
}
