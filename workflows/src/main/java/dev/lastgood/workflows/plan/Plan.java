package dev.lastgood.workflows.plan;

import java.util.List;

/**
 * The ordered steps that a rollback will take.
 *
 * @param downtime what users will notice, as a sentence
 * @param notes what a reader should know before it starts
 */
public record Plan(Mode mode, List<PlannedStep> steps, String downtime, List<String> notes) {

    public boolean has(StepId step) {
        return steps.stream().anyMatch(planned -> planned.step() == step);
    }
}
