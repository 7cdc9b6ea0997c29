package dev.lastgood.activities.check;

import dev.lastgood.activities.support.Words;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value may differ so much from what it was before. Without a value from before it is unknown.
 *
 * @param within at most so far away from it, either way; null is no matter
 * @param worse at most so much worse; null is no matter
 */
public record Compared(@Nullable Threshold within, @Nullable Threshold worse) {

    /** @param withinOfBaseline, worseThanBaseline as the catalog has them, such as {@code 5%} */
    public static Compared of(@Nullable String withinOfBaseline, @Nullable String worseThanBaseline) {
        return new Compared(
                withinOfBaseline == null ? null : Threshold.share("within-of-baseline", withinOfBaseline),
                worseThanBaseline == null ? null : Threshold.share("worse-than-baseline", worseThanBaseline));
    }

    public boolean wanted() {
        return within != null || worse != null;
    }

    /**
     * @param what what the value is, to begin the words with: {@code orders } or nothing
     * @param words how such a value is written
     */
    public Finding judge(
            String what, double now, OptionalDouble before, boolean higherIsWorse, DoubleFunction<String> words) {
        if (before.isEmpty()) {
            return Finding.unknown(what + words.apply(now) + ", and nothing from before to compare it with");
        }
        double was = before.getAsDouble();
        if (was == 0 && now != 0 && within == null && higherIsWorse == now > 0) {
            return Finding.unknown(what + words.apply(now) + ", before it was 0, of which there is no percentage");
        }
        double change = now == was ? 0 : (now - was) / Math.abs(was);
        double loss = higherIsWorse ? change : -change;
        String said = what + words.apply(now) + ", before it was " + words.apply(was) + change(change);
        if (within != null && Math.abs(change) > within.value()) {
            return Finding.failed(said + ", expected within " + within);
        }
        if (worse != null && loss > worse.value()) {
            return Finding.failed(said + ", expected at most " + worse + " worse");
        }
        return Finding.passed(said);
    }

    private static String change(double change) {
        return change == 0 || Double.isInfinite(change)
                ? ""
                : " (" + (change > 0 ? "+" : "-") + Words.number(Math.abs(change) * 100) + " %)";
    }
}
