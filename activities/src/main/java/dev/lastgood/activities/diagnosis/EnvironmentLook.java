package dev.lastgood.activities.diagnosis;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import dev.lastgood.workflows.model.Target;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of the variables that the application needs ({@code requires-env} of its release) are missing; their names only. */
final class EnvironmentLook implements Look {
    private final Settings settings;

    EnvironmentLook(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String what() {
        return "environment";
    }

    @Override
    public Seen at(Query query) {
        Target release = query.service().release();
        if (release == null || !(release.settings().get("requires-env") instanceof List<?> required)) {
            return Seen.NOTHING;
        }
        List<String> names = required.stream().map(String::valueOf).toList();
        List<String> missing = ChildEnvironment.of(given(release), settings).missing(names);
        return missing.isEmpty()
                ? new Seen(List.of(), "environment: nothing missing of " + String.join(", ", names) + "\n")
                : Seen.line("missing variables: " + String.join(", ", missing));
    }

    /** What the catalog gives it; a reference that leads nowhere is as good as missing. */
    private Map<String, String> given(Target release) {
        Map<String, String> given = new HashMap<>();
        if (release.settings().get("env") instanceof Map<?, ?> env) {
            env.forEach((name, value) -> {
                String text = String.valueOf(value);
                if (!SecretRef.isOne(text) || exists(text)) {
                    given.put(String.valueOf(name), text);
                }
            });
        }
        return given;
    }

    private boolean exists(String reference) {
        try {
            return !settings.secret(new SecretRef(reference)).isEmpty();
        } catch (ApplicationFailure e) {
            return false;
        }
    }
}
