package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.UnknownServiceException;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Service;
import org.jspecify.annotations.Nullable;

/** Finds the service that a caller names. */
class Named {
    private final Catalog catalog;

    Named(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws RollbackProblem BAD_REQUEST when it is not said which one, NOT_FOUND when there is none */
    Service service(@Nullable String service, @Nullable String environment) {
        if (service == null || service.isBlank()) {
            throw new RollbackProblem(Kind.BAD_REQUEST, "'service' is missing: name one of the catalog");
        }
        try {
            return catalog.find(service, environment).orElseGet(() -> orNear(service, environment));
        } catch (UnknownServiceException severalEnvironments) {
            throw new RollbackProblem(Kind.BAD_REQUEST, String.valueOf(severalEnvironments.getMessage()));
        }
    }

    private Service orNear(String service, @Nullable String environment) {
        try {
            return catalog.get(service, environment);
        } catch (UnknownServiceException unknown) {
            throw new RollbackProblem(Kind.NOT_FOUND, String.valueOf(unknown.getMessage()));
        }
    }
}
