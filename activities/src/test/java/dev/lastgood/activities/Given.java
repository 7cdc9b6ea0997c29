package dev.lastgood.activities;

import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.Map;

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
}
