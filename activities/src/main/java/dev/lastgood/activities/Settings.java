package dev.lastgood.activities;

import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an adapter is told by the catalog: its settings, bound to its record, and the secrets that they refer to. */
public final class Settings {
    private final SettingsMapper mapper = new SettingsMapper();
    private final Secrets secrets;

    public Settings(Secrets secrets) {
        this.secrets = secrets;
    }

    public <T extends Record> T bind(Target target, Class<T> type) {
        return bind(target.type() + " '" + target.name() + "'", target.settings(), type);
    }

    public <T extends Record> T bind(Check check, Class<T> type) {
        return bind("check '" + check.name() + "'", check.settings(), type);
    }

    /**
     * @param what whose settings they are, for the failure
     * @throws ApplicationFailure CONFIGURATION, with the key that is wrong
     */
    public <T extends Record> T bind(String what, Map<String, Object> settings, Class<T> type) {
        try {
            return mapper.bind(settings, type);
        } catch (ApplicationFailure failure) {
            throw Failures.permanent(FailureType.CONFIGURATION, what + ": " + failure.getOriginalMessage());
        }
    }

    /** @throws ApplicationFailure CONFIGURATION when it is not there; it names the reference */
    public String secret(SecretRef reference) {
        return secrets.resolve(reference);
    }

    public @Nullable String secretOrNull(@Nullable SecretRef reference) {
        return reference == null ? null : secret(reference);
    }
}
