package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.model.Alert;
import java.time.Duration;
import java.util.List;

/**
 * A service's decisions as the catalog has them: the matrix, and what holds an automatic rollback back.
 *
 * @param rules in their order; without any, each alert that is routed to the service rolls it back at once
 * @param onResolved what {@code resolved} means while nothing has been contained yet
 * @param cooldown how long after a rollback's end the next one is not begun by itself
 * @param releaseWindow a release older than this when the trouble began is not its cause
 * @param clockAllowance how far clocks may differ
 * @param alertFor the rule's {@code for} and range together, where the alert does not say them by the annotations {@code
 *     lastgood_for} and {@code lastgood_range}
 * @param whenReleaseUnknown what is done where nobody knows when the newest release was deployed: {@link Action#ASK} or {@link
 *     Action#AT_ONCE}
 * @param causedByContainment matchers of alerts that keeping users out causes by itself, such as {@code up == 0}; one that any
 *     of them matches has no effect on a rollback that contains
 * @param whenDoubtful what is done where the trouble may have begun before the newest release or after it: {@link Action#ASK} or
 *     {@link Action#AT_ONCE}, which goes on as the rule says
 */
public record Policy(
        List<Rule> rules,
        Resolved onResolved,
        Duration cooldown,
        Duration releaseWindow,
        Duration clockAllowance,
        Duration alertFor,
        Action whenReleaseUnknown,
        List<Freeze> freezes,
        Brake brake,
        List<String> causedByContainment,
        Action whenDoubtful) {
    /** The names that such alerts have nearly everywhere. */
    public static final List<String> CAUSED_BY_CONTAINMENT = List.of(
            "alertname=~\"(?i).*(down|absent|missing|unreachable|unavailable|notready|not_ready|no_?traffic|no_?requests|probe.*fail).*\"");

    public Policy {
        causedByContainment = causedByContainment == null ? CAUSED_BY_CONTAINMENT : List.copyOf(causedByContainment);
        whenDoubtful = whenDoubtful == null ? Action.ASK : whenDoubtful;
    }

    public Policy(
            List<Rule> rules,
            Resolved onResolved,
            Duration cooldown,
            Duration releaseWindow,
            Duration clockAllowance,
            Duration alertFor,
            Action whenReleaseUnknown,
            List<Freeze> freezes,
            Brake brake) {
        this(
                rules,
                onResolved,
                cooldown,
                releaseWindow,
                clockAllowance,
                alertFor,
                whenReleaseUnknown,
                freezes,
                brake,
                CAUSED_BY_CONTAINMENT,
                Action.ASK);
    }

    /** Whether keeping users out would by itself make this alert fire. */
    public boolean causedByContainment(Alert alert) {
        return causedByContainment.stream().map(Matcher::parse).anyMatch(it -> it.matches(alert.labels()));
    }

    /**
     * What an alert's {@code resolved} does.
     *
     * @param contained whether the first containment step has begun: no traffic means no errors, so nothing is concluded
     * @param othersFire whether another alert of the same rollback or triage still fires
     */
    public Resolved resolved(boolean contained, boolean othersFire) {
        return contained || othersFire ? Resolved.GO_ON : onResolved;
    }

    /** What {@code resolved} does to a rollback or triage that has not contained anything yet. */
    public enum Resolved {
        STOP,
        ASK,
        GO_ON
    }

    /**
     * Not one service after the other: when more than so many want to roll back within the time, it is something they share.
     *
     * @param services 0 means no brake
     */
    public record Brake(int services, Duration within) {
        public static final Brake STANDARD = new Brake(3, Duration.ofMinutes(10));
    }

    /** Where the catalog says nothing. */
    public static Policy standard() {
        return new Policy(
                List.of(),
                Resolved.ASK,
                Duration.ofMinutes(30),
                Duration.ofHours(24),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Action.ASK,
                List.of(),
                Brake.STANDARD);
    }
}
