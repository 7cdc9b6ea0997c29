package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.plan.StepId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback waits for.
 *
 * @param id such as {@code q2}; an answer names it, so that a yes holds for what was shown
 * @param text the question itself, one sentence
 * @param lines what a person should know before answering
 * @param comparison where data would be lost
 * @param ifNoAnswer what happens at {@code answerBy}, as a sentence
 */
public record Question(
        String id,
        StepId step,
        String text,
        List<String> lines,
        List<Choice> choices,
        @Nullable Comparison comparison,
        Instant askedAt,
        Instant answerBy,
        String ifNoAnswer) {}
