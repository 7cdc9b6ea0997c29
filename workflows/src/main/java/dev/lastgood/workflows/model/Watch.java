package dev.lastgood.workflows.model;

import dev.lastgood.workflows.model.Verifying.Then;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time after reopening in which a relapse is noticed.
 *
 * @param relapseAfter how many rounds in a row must not pass before it counts as a relapse
 * @param onRelapse tried in this order; after the last a person is called
 * @param leastTraffic a check that counts requests is unknown with fewer than this share of those before the rollback; 0 is never
 */
public record Watch(
        Duration window,
        Duration every,
        int relapseAfter,
        List<Check> checks,
        List<Then> onRelapse,
        double leastTraffic) {

    public Watch(
            Duration window,
            Duration every,
            int relapseAfter,
            List<Check> checks,
            @Nullable List<Then> onRelapse,
            double leastTraffic) {
        this.window = window;
        this.every = every;
        this.relapseAfter = relapseAfter;
        this.checks = checks;
        this.onRelapse = onRelapse == null ? List.of(Then.ASK) : List.copyOf(onRelapse);
        this.leastTraffic = leastTraffic;
    }

    public Watch(Duration window, Duration every, int relapseAfter, List<Check> checks) {
        this(window, every, relapseAfter, checks, null, 0);
    }
}
