package dev.lastgood.workflows.plan;

import java.time.Duration;

/**
 * One entry of the plan.
 *
 * @param changes what it changes, as a sentence
 * @param undo what takes it back, or {@code nothing to undo}
 */
public record PlannedStep(StepId step, String changes, Duration budget, String undo) {}
