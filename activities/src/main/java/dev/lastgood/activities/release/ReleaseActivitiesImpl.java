package dev.lastgood.activities.release;

import dev.lastgood.activities.Adapters;
import dev.lastgood.activities.support.Pulse;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Target;
import java.util.List;

/** Hands each target to the platform of its type, heartbeating for it: a platform only has to heed interrupts. */
public final class ReleaseActivitiesImpl implements ReleaseActivities {
    private final Adapters<ReleasePlatform> platforms;
    private final ReleaseMarks marks;

    public ReleaseActivitiesImpl(List<ReleasePlatform> platforms, ReleaseMarks marks) {
        this.platforms = new Adapters<>("release", platforms);
        this.marks = marks;
    }

    @Override
    public Release current(Query query) {
        return Pulse.during(() -> platform(query.target()).current(query));
    }

    @Override
    public Release previous(PreviousQuery query) {
        return Pulse.during(() -> new PreviousRelease(platform(query.target()), marks).of(query));
    }

    @Override
    public Done deploy(Deploy deploy) {
        return Pulse.during(() -> platform(deploy.target()).deploy(deploy));
    }

    @Override
    public Done stop(Query query) {
        return Pulse.during(() -> platform(query.target()).stop(query));
    }

    @Override
    public Done start(Query query) {
        return Pulse.during(() -> platform(query.target()).start(query));
    }

    private ReleasePlatform platform(Target target) {
        return platforms.of(target.type());
    }
}
