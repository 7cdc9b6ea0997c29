package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import org.jspecify.annotations.Nullable;

/**
 * What makes something ready for a service.
 *
 * @param by who asked, or {@code the schedule}
 * @param note what it is made for, such as {@code deploy 4711}
 */
public record ShadowOrder(
        Service service, String by, @Nullable String note) {

    Database database() {
        Database database = service.database();
        if (database == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "the catalog has no database for " + service.ref() + ": nothing to copy");
        }
        return database;
    }
}
