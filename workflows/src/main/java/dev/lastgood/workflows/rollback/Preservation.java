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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps what a person will want to see tomorrow, and the data as it is now. */
final class Preservation {
    private final Incident incident;

    Preservation(Incident incident) {
        this.incident = incident;
    }

    void preserve() {
        var evidence = incident.branches().start(() -> incident.steps().run(StepId.EVIDENCE, this::evidence));
        var backup =
                incident.branches().start(() -> incident.steps().run(StepId.EMERGENCY_BACKUP, this::emergencyBackup));
        evidence.get();
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
        var backup = incident.ports()
                .lasting(DatabaseActivities.class, "Emergency backup of " + database.name())
                .emergencyBackup(new DatabaseActivities.Query(incident.ref(), database));
        return backup.name() + ", " + backup.bytes() / 1024 + " KiB, read back whole";
    }
}
