package dev.lastgood.history;

import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a service's releases: by the verdicts of their watches, and by the rollbacks that took them back since. */
public final class KnownReleases {
    private final List<Said> said;
    private final List<DeploymentStatus> deployments;

    /** One thing that was said of a release. */
    private record Said(Release release, Instant at, boolean good, String words) {
        boolean of(Release other) {
            return release.id().equals(other.id());
        }
    }

    /**
     * A release that may be gone back to.
     *
     * @param why such as {@code marked good on 2026-11-20 14:02 UTC}
     */
    public record Good(Release release, String why) {}

    private KnownReleases(List<Said> said, List<DeploymentStatus> deployments) {
        this.said = said;
        this.deployments = deployments;
    }

    /** @param deployments the newest first */
    static KnownReleases of(List<DeploymentStatus> deployments, List<HistoryEntry> rollbacks) {
        List<Said> said = new ArrayList<>();
        deployments.stream()
                .map(KnownReleases::marked)
                .flatMap(Optional::stream)
                .forEach(said::add);
        rollbacks.stream()
                .map(HistoryEntry::status)
                .map(KnownReleases::takenBack)
                .flatMap(Optional::stream)
                .forEach(said::add);
        said.sort(Comparator.comparing(Said::at).reversed());
        return new KnownReleases(said, deployments);
    }

    /** Those marked good that went live before the running release did, the newest first. */
    public List<Good> goodBefore(Release running) {
        Instant since = liveSince(running);
        return deployments.stream()
                .filter(it -> it.verdict() == Verdict.GOOD && it.release() != null)
                .filter(it -> since == null || it.deployment().at().isBefore(since))
                .map(DeploymentStatus::release)
                .filter(Objects::nonNull)
                .filter(it -> !it.id().equals(running.id()))
                .distinct()
                .flatMap(it -> newest(it).filter(Said::good).map(said -> new Good(it, said.words())).stream())
                .toList();
    }

    /** Why it is not to be gone back to; empty where nothing speaks against it. */
    public Optional<String> bad(Release release) {
        return newest(release).filter(it -> !it.good()).map(Said::words);
    }

    private Optional<Said> newest(Release release) {
        return said.stream().filter(it -> it.of(release)).findFirst();
    }

    /** As it was told, else as the platform says. */
    private @Nullable Instant liveSince(Release running) {
        return deployments.stream()
                .filter(it -> it.release() == null
                        ? it.deployment().is(running)
                        : it.release().id().equals(running.id()))
                .map(DeploymentStatus::deployment)
                .map(Deployment::at)
                .findFirst()
                .orElse(running.deployedAt());
    }

    private static Optional<Said> marked(DeploymentStatus status) {
        Release release = status.release();
        Instant at = status.endedAt();
        if (release == null || at == null || (status.verdict() != Verdict.GOOD && status.verdict() != Verdict.BAD)) {
            return Optional.empty();
        }
        String words = "marked " + Words.of(status.verdict()) + " on " + Words.minute(at);
        return Optional.of(new Said(release, at, status.verdict() == Verdict.GOOD, words));
    }

    /** A rollback that stands says that the release was bad; one that was undone says that it was not. */
    private static Optional<Said> takenBack(RollbackStatus status) {
        Outcome outcome = status.outcome();
        Release from = status.from();
        Release to = status.to();
        Instant at = status.endedAt();
        if (outcome == null
                || outcome.kind() != Outcome.Kind.RESTORED
                || from == null
                || to == null
                || at == null
                || from.id().equals(to.id())
                || !deployed(status)) {
            return Optional.empty();
        }
        return Optional.of(
                status.plan().mode() == Mode.UNDO
                        ? new Said(to, at, true, "put back by undoing a rollback on " + Words.minute(at))
                        : new Said(from, at, false, "rolled back on " + Words.minute(at)));
    }

    private static boolean deployed(RollbackStatus status) {
        return status.steps().stream()
                .anyMatch(
                        it -> it.step() == StepId.DEPLOY && (it.state() == State.DONE || it.state() == State.BY_HAND));
    }
}
