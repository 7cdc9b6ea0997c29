package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Captures what a person will want to see tomorrow, before anything changes it. */
@ActivityInterface
public interface EvidenceActivities {

    /** Captures one source into one artifact of this rollback; captured already: left alone. */
    @ActivityMethod(name = "CaptureEvidence")
    Artifact capture(Capture capture);

    /** Writes {@code manifest.sha256}: one line an artifact, in the form of sha256sum. */
    @ActivityMethod(name = "SealEvidence")
    Artifact seal(Seal seal);

    record Capture(RollbackRef rollback, Target source) {}

    record Seal(RollbackRef rollback, List<Artifact> artifacts) {}
}
