package dev.lastgood.activities.release;

import dev.lastgood.activities.Adapters;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Target;
import java.util.List;

/** Hands each target to the platform of its type. */
public final class ReleaseActivitiesImpl implements ReleaseActivities {
    private final Adapters<ReleasePlatform> platforms;

    public ReleaseActivitiesImpl(List<ReleasePlatform> platforms) {
        this.platforms = new Adapters<>("release", platforms);
    }

    @Override
    public Release current(Query query) {
        return platform(query.target()).current(query);
    }

    @Override
    public Release previous(PreviousQuery query) {
        return platform(query.target()).previous(query);
    }

    @Override
    public Done deploy(Deploy deploy) {
        return platform(deploy.target()).deploy(deploy);
    }

    @Override
    public Done stop(Query query) {
        return platform(query.target()).stop(query);
    }

    @Override
    public Done start(Query query) {
        return platform(query.target()).start(query);
    }

    private ReleasePlatform platform(Target target) {
        return platforms.of(target.type());
    }
}
