package dev.lastgood.activities.release;

import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A platform of type {@code fake} in memory: its releases from the oldest to the newest, of which the newest is live at first. */
public final class FakePlatform implements ReleasePlatform {
    private final List<String> there;
    private volatile Release live;

    private record Settings() {}

    /** What {@link #current} does before it answers. */
    public volatile Runnable before = () -> {};

    public FakePlatform(@Nullable Instant deployedAt, String... releases) {
        there = new ArrayList<>(List.of(releases));
        live = release(there.get(there.size() - 1), deployedAt);
    }

    private static Release release(String name, @Nullable Instant deployedAt) {
        return new Release("commit-of-" + name, name, deployedAt);
    }

    public static Release release(String name) {
        return release(name, null);
    }

    public void remove(String release) {
        there.remove(release);
    }

    @Override
    public String type() {
        return "fake";
    }

    @Override
    public Class<? extends Record> settings() {
        return Settings.class;
    }

    @Override
    public Release current(Query query) {
        before.run();
        return live;
    }

    @Override
    public Release previous(PreviousQuery query) {
        if (query.requested() != null) {
            if (!there.contains(query.requested())) {
                throw Failures.permanent(FailureType.NOT_FOUND, "no release " + query.requested());
            }
            return release(query.requested());
        }
        int before = there.indexOf(query.current().name()) - 1;
        if (before < 0) {
            throw Failures.permanent(
                    FailureType.NO_PREVIOUS_RELEASE,
                    "no release before " + query.current().name());
        }
        return release(there.get(before));
    }

    @Override
    public Done deploy(Deploy deploy) {
        live = deploy.release();
        return new Done(live.name() + " is in place");
    }

    @Override
    public Done stop(Query query) {
        return new Done("stopped");
    }

    @Override
    public Done start(Query query) {
        return new Done("started");
    }
}
