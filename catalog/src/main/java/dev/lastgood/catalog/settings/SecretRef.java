package dev.lastgood.catalog.settings;

import java.util.regex.Pattern;

/**
 * Where a secret is to be found; never the secret itself.
 *
 * @param reference {@code env:NAME} or {@code file:/absolute/path}
 */
public record SecretRef(String reference) {
    /** Valid as a Java and as an ECMA expression. */
    public static final String PATTERN = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\u0000-\\u001f]+)$";

    public static final String EXPECTED = "a secret's place: env:NAME or file:/absolute/path";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    public SecretRef {
        if (!isOne(reference)) {
            // What was written may be the secret itself, so it is not quoted.
            throw new IllegalArgumentException("not " + EXPECTED);
        }
    }

    public static boolean isOne(String text) {
        return WHOLE.matcher(text).matches();
    }

    boolean inEnvironment() {
        return reference.startsWith("env:");
    }

    /** The variable's name or the file's path. */
    String place() {
        return reference.substring(reference.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return reference;
    }
}
