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
 */
public record Deployments(
        Duration window, Duration every, List<Check> checks, int badRounds, int minRounds, TooLittle tooLittle) {

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
