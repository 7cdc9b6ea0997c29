package dev.lastgood.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Why a rollback runs, and who says so.
 *
 * @param by a person's name, or {@code alertmanager}
 * @param alert where an alert started it
 */
public record Cause(String by, String reason, @Nullable Alert alert) {}
