package dev.lastgood.workflows.rollback;

import org.jspecify.annotations.Nullable;

/**
 * A person's answer.
 *
 * @param questionId which question; null answers the open one, unless it is a yes and the numbers have changed since they were
 *     first shown
 * @param choice null in {@code approve} and {@code reject}, whose names say it
 * @param person who says so
 */
public record Answer(
        @Nullable String questionId,
        @Nullable Choice choice,
        String person,
        @Nullable String comment) {

    /** What was decided, as the answer to the update. */
    public record Decided(String questionId, Choice choice, String text) {}
}
