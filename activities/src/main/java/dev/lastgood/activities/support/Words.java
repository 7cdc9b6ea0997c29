package dev.lastgood.activities.support;

import java.time.Duration;
import java.util.Locale;

/** Measures as people read them. */
public final class Words {
    private Words() {}

    /** {@code 12 ms}, {@code 3.2 s}, {@code 15 min}. */
    public static String of(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return number(duration.toMillis() / 1000.0) + " s";
        }
        return number(duration.toSeconds() / 60.0) + " min";
    }

    /** Three significant digits or the whole number, without trailing zeros: {@code 0.412}, {@code 1234}. */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        int decimals =
                size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3 - (int) Math.ceil(Math.log10(size));
        var plain = java.math.BigDecimal.valueOf(value).setScale(decimals, java.math.RoundingMode.HALF_UP);
        return String.format(
                Locale.ROOT,
                "%s",
                plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString());
    }

    /** No longer than so many characters. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
