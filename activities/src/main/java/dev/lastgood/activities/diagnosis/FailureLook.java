package dev.lastgood.activities.diagnosis;

import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import java.util.ArrayList;
import java.util.List;

/** What the step itself said, with the last lines of the command that failed. */
final class FailureLook implements Look {
    private static final int LAST = 3;

    @Override
    public String what() {
        return "failure";
    }

    /** The first line stands in every message already; what the command said last does not. */
    @Override
    public Seen at(Query query) {
        if (query.failure() == null || query.failure().isBlank()) {
            return Seen.NOTHING;
        }
        List<String> all = query.failure().lines().filter(it -> !it.isBlank()).toList();
        List<String> lines = new ArrayList<>();
        for (String line : all.subList(Math.max(1, all.size() - LAST), all.size())) {
            lines.add("said last: " + line.strip());
        }
        return new Seen(lines, query.failure() + "\n");
    }
}
