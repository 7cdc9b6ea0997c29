package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.activities.DeploymentActivities;
import dev.lastgood.workflows.activities.DeploymentActivities.Seen;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import dev.lastgood.workflows.support.Teller;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What lies around a watch: the platform, rollbacks, the history, people. What does not answer is said, and stops nothing. */
final class Surroundings {
    private final Order order;
    private final Consumer<String> say;

    Surroundings(Order order, Consumer<String> say) {
        this.order = order;
        this.say = say;
    }

    /** The newest rollback that runs or has changed something. */
    Seen rollback() {
        try {
            return new Ports(null)
                    .quick(DeploymentActivities.class, "Deployment: does a rollback run?")
                    .rollback(new DeploymentActivities.Query(order.deployment().service()));
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            say.accept("whether a rollback runs can't be said: " + Failures.brief(failure));
            return Seen.NONE;
        }
    }

    /** What the platform says runs now. */
    @Nullable
    Release runs() {
        return runs(new Ports(order.service().taskQueue()).quick(ReleaseActivities.class, "Deployment: what runs?"));
    }

    /** The same, where a rollback waits for it. */
    @Nullable
    Release runsAtAGlance() {
        return runs(new Ports(order.service().taskQueue()).glance(ReleaseActivities.class, "Deployment: what runs?"));
    }

    private @Nullable Release runs(ReleaseActivities platform) {
        Target target = order.service().release();
        if (target == null) {
            return null;
        }
        try {
            return platform.current(
                    new ReleaseActivities.Query(order.deployment().ref(), target));
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            say.accept("what runs can't be said, so it is known by its version only: " + Failures.brief(failure));
            return null;
        }
    }

    void record(DeploymentStatus status) {
        try {
            new Ports(null)
                    .quick(DeploymentActivities.class, "Put the deployment on record")
                    .record(new DeploymentActivities.Entry(status));
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            say.accept("the history could not be written: " + Failures.brief(failure));
        }
    }

    void tell(String headline, String why, List<String> more) {
        var lines = new ArrayList<>(List.of(why));
        lines.addAll(more);
        var deployment = order.deployment();
        new Teller(order.service(), deployment.ref(), deployment.by(), deployment.version() + " was deployed")
                .tell(Notice.Kind.DEPLOYMENT, order.service().ref() + ": " + headline, lines);
    }
}
