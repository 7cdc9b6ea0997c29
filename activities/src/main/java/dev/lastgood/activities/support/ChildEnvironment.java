package dev.lastgood.activities.support;

import dev.lastgood.activities.Settings;
import dev.lastgood.catalog.settings.SecretRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a program sees of the environment: the few variables that any program needs, and what the catalog names. The worker's
 * own secrets stay with the worker.
 *
 * @param secrets the values that came from references, to be taken out of what the program prints
 */
public record ChildEnvironment(Map<String, String> variables, List<String> secrets) {
    private static final Set<String> PASSED_ON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LC_ALL",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            "XDG_RUNTIME_DIR",
            "DBUS_SESSION_BUS_ADDRESS");

    /** What any program needs. */
    public static Map<String, String> standard() {
        var variables = new TreeMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (PASSED_ON.contains(name)) {
                variables.put(name, value);
            }
        });
        return variables;
    }

    /** @param named as in the catalog: a value, or a reference to a secret */
    public static ChildEnvironment of(Map<String, String> named, Settings settings) {
        var variables = standard();
        var secrets = new ArrayList<String>();
        named.forEach((name, value) -> {
            if (SecretRef.isOne(value)) {
                secrets.add(settings.secret(new SecretRef(value)));
                variables.put(name, secrets.get(secrets.size() - 1));
            } else {
                variables.put(name, value);
            }
        });
        return new ChildEnvironment(Map.copyOf(variables), List.copyOf(secrets));
    }

    /** The names that are missing here or empty. */
    public List<String> missing(List<String> required) {
        return required.stream()
                .filter(name -> variables.getOrDefault(name, "").isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "ChildEnvironment" + variables.keySet();
    }
}
