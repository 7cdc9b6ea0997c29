package dev.lastgood.catalog.file;

import dev.lastgood.catalog.settings.SecretRef;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds secrets written in clear, whatever the adapter, so that none is committed with the catalog. Quotes no value. */
final class SecretRules {
    private static final Pattern SECRET_KEY = Pattern.compile(
            "(.*-)?(password|passwd|secret|token|bearer|authorization|credentials?|apikey|(api|access|private|secret)-key)");
    /** As a check of several requests writes what it carries over. */
    private static final Pattern CARRIED = Pattern.compile("(?i)((bearer|basic|token) )?\\{\\{\\s*[\\w.-]+\\s*}}");

    private static final Pattern URL_WITH_PASSWORD = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s@]*:[^/\\s@]+@.*");

    private final Problems problems;

    SecretRules(Problems problems) {
        this.problems = problems;
    }

    void check(Tree tree) {
        tree.list().forEach(this::check);
        tree.map().forEach((key, value) -> {
            boolean secret = SECRET_KEY
                    .matcher(key.toLowerCase(Locale.ROOT).replace('_', '-'))
                    .matches();
            if (secret && isScalar(value) && !(value.value() instanceof String text && names(text))) {
                problems.add(
                        value.place(),
                        "a secret's place must stand here, not a value",
                        "write env:NAME or file:/absolute/path");
            }
            check(value);
        });
        if (tree.value() instanceof String text
                && URL_WITH_PASSWORD.matcher(text).matches()) {
            problems.add(
                    tree.place(),
                    "an address with a password in it",
                    "take user and password out of it, and name the password's place: env:NAME or file:/absolute/path");
        }
    }

    /** Whether it says where the secret is, or that an earlier step of a check takes it. */
    private static boolean names(String text) {
        return SecretRef.isOne(text) || CARRIED.matcher(text).matches();
    }

    private static boolean isScalar(Tree value) {
        return value.value() instanceof String || value.value() instanceof Number;
    }
}
