package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.AlertingActivities;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An alerting system in memory. */
final class FakeAlerting implements AlertingActivities {
    final List<Instant> until = new CopyOnWriteArrayList<>();
    volatile boolean silent;
    volatile boolean dead;

    @Override
    public Silenced silence(Silence silence) {
        answer();
        silent = true;
        until.add(silence.until());
        return new Silenced("s1", silence.until(), "the alerts are silenced (s1)");
    }

    @Override
    public Lifted lift(Lift lift) {
        answer();
        silent = false;
        return new Lifted("the silence is lifted");
    }

    private void answer() {
        if (dead) {
            throw new IllegalStateException("connection refused");
        }
    }
}
