package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the decision matrix. The first that matches an alert decides.
 *
 * @param name as the team writes it, such as {@code P0 - Critical: service down, data loss}
 * @param when matchers in Alertmanager's syntax on the alert's labels, such as {@code severity=~"P0|critical"}; all must match,
 *     and none at all match every alert
 * @param within the matrix's time limit, counted from the alert's beginning; null is none
 * @param veto with {@link Action#VETO}: how long people have
 * @param watch with {@link Action#WATCH}: how long
 * @param worse with {@link Action#WATCH}: it is getting worse when this check fails; null is that the alert goes on firing
 * @param hotfix how long a hotfix may take that a person promises, before the question is asked again
 * @param options what goes back; empty is all that the catalog has
 * @param impact where this alert means another impact than the service's
 * @param ignoresFreeze whether it is acted on in a freeze too; pause and brake hold it all the same
 */
public record Rule(
        String name,
        List<String> when,
        Action action,
        @Nullable Duration within,
        Duration veto,
        Duration watch,
        @Nullable Check worse,
        Duration hotfix,
        Set<Option> options,
        @Nullable Impact impact,
        boolean ignoresFreeze) {
    public static final Duration VETO = Duration.ofMinutes(5);
    public static final Duration WATCH = Duration.ofMinutes(10);
    public static final Duration HOTFIX = Duration.ofMinutes(30);

    public Rule(
            String name,
            List<String> when,
            Action action,
            @Nullable Duration within,
            Duration veto,
            Duration watch,
            @Nullable Check worse,
            Duration hotfix,
            Set<Option> options,
            @Nullable Impact impact) {
        this(name, when, action, within, veto, watch, worse, hotfix, options, impact, false);
    }

    /** Whether it is about an alert with these labels. */
    public boolean matches(Map<String, String> labels) {
        return when.stream().map(Matcher::parse).allMatch(it -> it.matches(labels));
    }

    /** A rule with the usual times. */
    public static Rule of(String name, List<String> when, Action action) {
        return new Rule(name, when, action, null, VETO, WATCH, null, HOTFIX, Set.of(), null);
    }
}
