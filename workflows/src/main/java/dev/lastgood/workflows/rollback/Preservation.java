package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.EvidenceActivities;
import dev.lastgood.workflows.activities.EvidenceActivities.Capture;
import dev.lastgood.workflows.activities.EvidenceActivities.Seal;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.StepId;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps what a person will want to see tomorrow, and the data as it is now. */
final class Preservation {
    private final Incident incident;
    private Promise<Void> backup = Workflow.newPromise((Void) null);

    Preservation(Incident incident) {
        this.incident = incident;
    }

    /** What has begun already is not begun again. Waits for the evidence, and for the emergency backup where the catalog says so. */
    void preserve() {
        Database database = incident.service().database();
        boolean required = database != null && database.waitsForEmergencyBackup();
        var evidence = incident.branches().start(() -> incident.steps().run(StepId.EVIDENCE, this::evidence));
        if (backup.isCompleted()) {
            backup = incident.branches().start(() -> backUp(required));
        }
        evidence.get();
        if (required) {
            backup.get();
        }
    }

    private void backUp(boolean required) {
        if (required) {
            incident.steps().run(StepId.EMERGENCY_BACKUP, this::emergencyBackup);
        } else {
            incident.steps()
                    .beside(
                            StepId.EMERGENCY_BACKUP,
                            "The swap keeps the database as it is now, whole, under another name.",
                            this::emergencyBackup);
        }
    }

    /** Waits for what was made beside; after the swap that is short, as there is nothing left to dump. */
    void settle() {
        backup.get();
    }

    private String evidence() {
        List<Promise<Artifact>> captures = new ArrayList<>();
        for (Target source : sources()) {
            captures.add(Async.function(() -> incident.ports()
                    .lasting(EvidenceActivities.class, "Evidence: " + source.name())
                    .capture(new Capture(incident.ref(), source))));
        }
        List<Artifact> captured = captures.stream().map(Promise::get).toList();
        captured.forEach(incident.board()::artifact);
        incident.board()
                .artifact(incident.ports()
                        .quick(EvidenceActivities.class, "Evidence: checksums")
                        .seal(new Seal(incident.ref(), captured)));
        return captured.size() + " kept: "
                + String.join(", ", captured.stream().map(Artifact::name).toList());
    }

    private List<Target> sources() {
        var sources = new ArrayList<>(incident.service().evidence());
        Alert alert = incident.request().cause().alert();
        if (alert != null) {
            Map<String, Object> settings = Map.of(
                    "fingerprint", alert.fingerprint(),
                    "startsAt", alert.startsAt().toString(),
                    "labels", alert.labels(),
                    "annotations", alert.annotations(),
                    "generatorUrl", alert.generatorUrl());
            sources.add(new Target("alert", "alert", settings));
        }
        return sources;
    }

    private String emergencyBackup() {
        Database database = Objects.requireNonNull(incident.service().database());
        var made = incident.ports()
                .lasting(DatabaseActivities.class, "Emergency backup of " + database.name())
                .emergencyBackup(new DatabaseActivities.Query(incident.ref(), database));
        return made.name() + ", " + Words.bytes(made.bytes()) + ", read back whole";
    }
}
