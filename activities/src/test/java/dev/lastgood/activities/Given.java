package dev.lastgood.activities;

import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What most tests of adapters begin with. */
public final class Given {
    public static final RollbackRef ROLLBACK = new RollbackRef(new ServiceRef("production", "shop"), "1a2b3c4d");

    private Given() {}

    public static Settings settings(Map<String, String> secrets) {
        return new Settings(new Secrets(secrets));
    }

    public static Settings settings() {
        return settings(Map.of());
    }

    /** One with a release and a database at the most, and with nothing else. */
    public static Service service(
            ServiceRef ref, @Nullable Target release, @Nullable Database database, @Nullable Diagnosing diagnosing) {
        return new Service(
                ref,
                Impact.DEGRADED,
                null,
                release,
                database,
                List.of(),
                List.of(),
                new Watch(Duration.ofMinutes(5), Duration.ofSeconds(15), 2, List.of()),
                new Approval(Duration.ofMinutes(30), 0),
                List.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                diagnosing);
    }
}
