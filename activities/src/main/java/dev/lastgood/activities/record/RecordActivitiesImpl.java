package dev.lastgood.activities.record;

import dev.lastgood.activities.support.Pulse;
import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.report.Report;
import dev.lastgood.workflows.activities.RecordActivities;
import dev.lastgood.workflows.model.Artifact;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Writes the history's row and the report; both are written over when there is more to say. */
public final class RecordActivitiesImpl implements RecordActivities {
    private final RollbackHistory history;
    private final Report report;
    private final Artifacts artifacts;

    public RecordActivitiesImpl(RollbackHistory history, Report report, Artifacts artifacts) {
        this.history = history;
        this.report = report;
        this.artifacts = artifacts;
    }

    @Override
    public Recorded record(Entry entry) {
        HistoryEntry row = HistoryEntry.of(entry.status());
        history.record(row);
        return new Recorded(row.id());
    }

    @Override
    public Artifact report(Entry entry) {
        String text = report.render(entry.request(), entry.status());
        return Pulse.during(() -> artifacts.put(
                entry.status().rollback(),
                Report.FILE,
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }
}
