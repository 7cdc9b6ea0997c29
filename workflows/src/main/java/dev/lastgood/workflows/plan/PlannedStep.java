package dev.lastgood.workflows.plan;

import java.time.Duration;

/**
 * One entry of the plan.
 *
 * @param changes what it changes, as a sentence
 * @param undo what takes it back, or {@link #NOTHING}
 */
public record PlannedStep(StepId step, String changes, Duration budget, String undo) {
    public static final String NOTHING = "nothing to undo";
}
