package dev.lastgood.worker;

import dev.lastgood.history.HistoryException;
import dev.lastgood.programs.ProgramException;
import dev.lastgood.workflows.client.RollbackProblem;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** What settings and surroundings refuse is told in its own words, in place of a stack trace. */
final class StartRefusedAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String reason = reason(failure);
        return reason == null
                ? null
                : new FailureAnalysis(reason, "Mend what is said and start the worker again.", failure);
    }

    /** Why the worker can't start, for a person; null when that is not one of the expected reasons. */
    static @Nullable String reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ApplicationFailure refused) {
                return refused.getOriginalMessage();
            }
            if (at instanceof HistoryException || at instanceof ProgramException || at instanceof RollbackProblem) {
                return at.getMessage();
            }
        }
        return null;
    }
}
