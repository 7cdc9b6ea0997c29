package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.Deployment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deployments of one service, by when they went live: the one that is watched, a newer one, and those before. */
final class Succession {
    private static final int MOST_EARLIER = 10;

    private final Order watched;
    private final Surroundings surroundings;
    private final List<DeploymentStatus> earlier;
    private final List<Order> late = new ArrayList<>();
    private @Nullable Order next;

    Succession(Order watched, Surroundings surroundings) {
        this.watched = watched;
        this.surroundings = surroundings;
        this.earlier = new ArrayList<>(watched.earlier());
    }

    void told(Order other) {
        Order newest = next == null ? watched : next;
        if (isKnown(other.deployment().id(), newest)) {
            return;
        }
        if (other.deployment().at().isBefore(newest.deployment().at())) {
            late.add(other);
            return;
        }
        if (next != null) {
            late.add(next);
        }
        next = other;
    }

    private boolean isKnown(String id, Order newest) {
        return id.equals(watched.deployment().id())
                || id.equals(newest.deployment().id())
                || late.stream().anyMatch(it -> it.deployment().id().equals(id))
                || earlier.stream().anyMatch(it -> it.deployment().id().equals(id));
    }

    /** The one that takes the place of the one that is watched. */
    @Nullable
    Order next() {
        return next;
    }

    /** Those whose watches have ended, the newest first. */
    List<DeploymentStatus> earlier() {
        return earlier;
    }

    /** As {@link #earlier}, once this one's has ended too. */
    List<DeploymentStatus> earlier(DeploymentStatus ended) {
        var all = new ArrayList<>(List.of(ended.brief()));
        all.addAll(earlier);
        return all.subList(0, Math.min(MOST_EARLIER, all.size()));
    }

    /** Puts on record what went live before this one, though it was told of later. */
    void recordLate() {
        // One by one, as more can be told of while one is put on record.
        while (!late.isEmpty()) {
            DeploymentStatus status = superseded(late.remove(0).deployment());
            earlier.add(0, status);
            surroundings.record(status);
        }
    }

    private static DeploymentStatus superseded(Deployment deployment) {
        return new DeploymentStatus(
                deployment,
                Rounds.now(),
                Rounds.now(),
                Verdict.SUPERSEDED,
                "superseded: a release that went live later was told of before",
                null,
                null,
                false,
                List.of(),
                List.of());
    }
}
