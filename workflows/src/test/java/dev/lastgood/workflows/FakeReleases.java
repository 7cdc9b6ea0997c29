package dev.lastgood.workflows;

import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.function.Consumer;

/** A platform in memory that has {@code v0} to {@code v2}. */
public final class FakeReleases implements ReleaseActivities {
    private final Consumer<String> called;
    public volatile Release live;
    public volatile boolean running = true;

    /** @param called hears what is asked of it, before it is done */
    public FakeReleases(Release live, Consumer<String> called) {
        this.live = live;
        this.called = called;
    }

    public String name() {
        return live.name();
    }

    @Override
    public Release current(Query query) {
        called.accept("current");
        return live;
    }

    @Override
    public Release previous(PreviousQuery query) {
        called.accept("previous");
        if (query.current().name().equals("v0")) {
            throw Failures.permanent(FailureType.NO_PREVIOUS_RELEASE, "there is nothing before v0");
        }
        String before = query.current().name().equals("v1") ? "v0" : "v1";
        String name = query.requested() == null ? before : query.requested();
        return new Release(name, name, null);
    }

    @Override
    public Done deploy(Deploy deploy) {
        String name = deploy.release().name();
        called.accept("deploy " + name);
        live = new Release(name, name, live.deployedAt());
        return new Done(name + " is in place");
    }

    @Override
    public Done stop(Query query) {
        called.accept("stop");
        running = false;
        return new Done("stopped; the health URL refuses");
    }

    @Override
    public Done start(Query query) {
        called.accept("start");
        running = true;
        return new Done("started and healthy");
    }
}
