package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.model.ReadyShadow;
import org.jspecify.annotations.Nullable;

/**
 * How it ended; never as a failed workflow.
 *
 * @param done whether what was asked for stands ready
 * @param summary one or two sentences
 */
public record ShadowOutcome(
        boolean done, String summary, @Nullable ReadyShadow shadow) {}
