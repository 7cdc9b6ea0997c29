package dev.lastgood.workflows.model;

import java.time.Duration;
import java.util.List;

/**
 * How a new release is watched.
 *
 * @param window how long
 * @param every how often the checks are asked
 * @param checks what is asked; fixed limits, or worse than before by so much, is each check's own setting
 * @param badRounds how many rounds in a row must fail before the release counts as bad
 * @param minRounds how many rounds must have passed before it counts as good; what is unknown does not count
 * @param tooLittle what is done where there was too little traffic to tell
 * @param severity of the alert that stands for a bad release, as the decisions' rules read it
 */
public record Deployments(
        Duration window,
        Duration every,
        List<Check> checks,
        int badRounds,
        int minRounds,
        TooLittle tooLittle,
        String severity) {
    public static final String SEVERITY = "critical";

    public Deployments {
        severity = severity == null ? SEVERITY : severity;
    }

    public Deployments(
            Duration window, Duration every, List<Check> checks, int badRounds, int minRounds, TooLittle tooLittle) {
        this(window, every, checks, badRounds, minRounds, tooLittle, SEVERITY);
    }

    /** For a service that says nothing of it: asks what is asked after a rollback. */
    public static Deployments standard(Watch watch) {
        return new Deployments(
                Duration.ofMinutes(10), Duration.ofSeconds(30), watch.checks(), 3, 3, TooLittle.TELL, SEVERITY);
    }

    /** What is done where nothing can be said at the end of the window. */
    public enum TooLittle {
        /** Counted as neither good nor bad; people are told. */
        TELL,
        /** A person is asked. */
        ASK,
        /** Watched for another window, once. */
        LONGER
    }
}
