package dev.lastgood.activities.check;

import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound in the unit that people write, measured in Prometheus's base units: ratios and seconds.
 *
 * @param factor what a measured value is multiplied by to stand in the unit
 */
public record Threshold(double value, String unit, double factor) {
    private static final Pattern FORM = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(%|ms|s)?");

    public static Threshold parse(String key, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    key + ": '" + text + "' is not a bound; write 0.5%, 300ms, 2s or a plain number");
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        double factor = switch (unit) {
            case "%" -> 100;
            case "ms" -> 1000;
            default -> 1;
        };
        return new Threshold(Double.parseDouble(matcher.group(1)) / factor, unit, factor);
    }

    /** A share, which wants its percent sign: {@code 5%}. */
    public static Threshold share(String key, String text) {
        Threshold share = parse(key, text);
        if (!share.unit().equals("%") || share.value() < 0) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, key + ": '" + text + "' is not a share; write it as 5% or 50%");
        }
        return share;
    }

    /** A measured value in this bound's unit: {@code 0.31 %}. */
    public String words(double measured) {
        String number = Words.number(measured * factor);
        return unit.isEmpty() ? number : number + " " + unit;
    }

    @Override
    public String toString() {
        return words(value);
    }
}
