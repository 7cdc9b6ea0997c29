package dev.lastgood.catalog.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 512B}, {@code 100MB}, {@code 2GiB}. */
public record Size(long bytes) {
    /** Valid as a Java and as an ECMA expression. */
    public static final String PATTERN = "^(\\d{1,6}) ?(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$";

    public static final String EXPECTED = "a size such as 512KiB, 100MB or 2GiB";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final String POWERS = "BKMGT";

    /** @throws IllegalArgumentException when the text is not such a size */
    public static Size parse(String text) {
        Matcher matcher = WHOLE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not " + EXPECTED);
        }
        String unit = matcher.group(2);
        long bytes = Long.parseLong(matcher.group(1));
        for (int power = POWERS.indexOf(Character.toUpperCase(unit.charAt(0))); power > 0; power--) {
            bytes *= unit.contains("i") ? 1024 : 1000;
        }
        return new Size(bytes);
    }
}
