package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DiagnosisActivities;
import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Looks around when a step has failed, so that whoever is called need not begin with that. Never holds the call up for long. */
final class Diagnoses {
    /** It answers within ten seconds by itself. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private static final int MOST_LINES = 6;
    private static final int LONGEST = 160;

    private final RollbackRef ref;
    private final Service service;
    private final Ports ports;
    private final Board board;

    Diagnoses(RollbackRef ref, Service service, Ports ports, Board board) {
        this.ref = ref;
        this.service = service;
        this.ports = ports;
        this.board = board;
    }

    /** What a person should see first; empty where nothing could be found out. */
    List<String> of(StepId step, String failure) {
        if (Workflow.getVersion("diagnosis-of-failed-steps", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return List.of();
        }
        try {
            Diagnosis found = ports.glance(DiagnosisActivities.class, "Look around: " + step.title(), LIMIT)
                    .diagnose(new DiagnosisActivities.Query(ref, service, step.key(), failure));
            if (found.whole() != null) {
                board.artifact(found.whole());
            }
            List<String> lines =
                    found.lines().stream().limit(MOST_LINES).map(Diagnoses::cut).toList();
            if (!lines.isEmpty()) {
                board.say(step, null, "Looked around: " + String.join("; ", lines));
            }
            return lines;
        } catch (TemporalFailure failed) {
            Failures.rethrowCancellation(failed);
            board.say(step, null, "Looking around found nothing: " + Failures.brief(failed));
            return List.of();
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
