package dev.lastgood.workflows.model;

import dev.lastgood.workflows.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Why a rollback runs, and who says so.
 *
 * @param by a person's name, or {@code alertmanager}
 * @param alert where an alert started it
 * @param decision what was decided about it, where it was not a person's
 */
public record Cause(
        String by,
        String reason,
        @Nullable Alert alert,
        @Nullable Decision decision) {

    public Cause(String by, String reason, @Nullable Alert alert) {
        this(by, reason, alert, null);
    }
}
