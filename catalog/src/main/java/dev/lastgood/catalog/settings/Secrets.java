package dev.lastgood.catalog.settings;

import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns references into secrets, where they are used and nowhere else. */
public final class Secrets {
    private final Map<String, String> environment;

    public Secrets() {
        this(System.getenv());
    }

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The secret, without the newline that ends its file.
     *
     * @throws io.temporal.failure.ApplicationFailure CONFIGURATION when there is none; it names the reference
     */
    public String resolve(SecretRef secret) {
        String why = missing(secret);
        if (why != null) {
            throw Failures.permanent(FailureType.CONFIGURATION, why);
        }
        if (secret.inEnvironment()) {
            return environment.getOrDefault(secret.place(), "");
        }
        try {
            return Files.readString(Path.of(secret.place()), StandardCharsets.UTF_8)
                    .replaceFirst("\\R$", "");
        } catch (IOException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "secret " + secret + " can't be read as text");
        }
    }

    /**
     * The secret that a setting of a program leads to. In the setting's variable the secret itself may stand too: that is where
     * {@code env:VARIABLE} leads.
     *
     * @return null when the setting is not there
     * @throws io.temporal.failure.ApplicationFailure CONFIGURATION when it leads nowhere; never quotes what may be the secret
     */
    public @Nullable String ofSetting(String setting, String variable, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (SecretRef.isOne(value)) {
            String why = missing(new SecretRef(value));
            if (why != null) {
                throw Failures.permanent(FailureType.CONFIGURATION, setting + ": " + why);
            }
            return resolve(new SecretRef(value));
        }
        if (value.equals(environment.get(variable))) {
            return value;
        }
        throw Failures.permanent(
                FailureType.CONFIGURATION,
                setting + ": not " + SecretRef.EXPECTED + ". The secret itself may only stand in the variable "
                        + variable);
    }

    /**
     * A reference that leads to nothing on this machine.
     *
     * @param where the service and the key, such as {@code shop (production): database.password}
     * @param why what is missing, in words for a person
     */
    public record Missing(String where, SecretRef secret, String why) {
        @Override
        public String toString() {
            return where + ": " + why;
        }
    }

    /** All references of a service that lead to nothing here. Whoever does its work checks this when it starts. */
    public List<Missing> missing(Service service) {
        List<Missing> missing = new ArrayList<>();
        String at = service.ref() + ": ";
        find(at + "kill-switch", settings(service.killSwitch()), missing);
        find(at + "release", settings(service.release()), missing);
        find(at + "alerting", settings(service.alerting()), missing);
        if (service.database() != null) {
            find(at + "database", service.database().settings(), missing);
        }
        for (Target evidence : service.evidence()) {
            find(at + "evidence." + evidence.name(), evidence.settings(), missing);
        }
        for (Check check : service.checks()) {
            find(at + "checks." + check.name(), check.settings(), missing);
        }
        for (Check check : service.watch().checks()) {
            find(at + "watch.checks." + check.name(), check.settings(), missing);
        }
        for (Channel channel : service.channels()) {
            find(at + "channels." + channel.target().name(), channel.target().settings(), missing);
        }
        return missing;
    }

    private void find(String where, @Nullable Object value, List<Missing> found) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> find(where + "." + key, inner, found));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> find(where, inner, found));
        } else if (value instanceof String text && SecretRef.isOne(text)) {
            SecretRef secret = new SecretRef(text);
            String why = missing(secret);
            if (why != null) {
                found.add(new Missing(where, secret, why));
            }
        }
    }

    private @Nullable String missing(SecretRef secret) {
        if (secret.inEnvironment()) {
            return environment.getOrDefault(secret.place(), "").isEmpty()
                    ? "secret " + secret + ": the environment variable is not set; set it before starting"
                    : null;
        }
        Path file = Path.of(secret.place());
        return Files.isRegularFile(file) && Files.isReadable(file)
                ? null
                : "secret " + secret + ": no such file, or not readable; put the secret there and nothing else";
    }

    private static @Nullable Object settings(@Nullable Target target) {
        return target == null ? null : target.settings();
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
