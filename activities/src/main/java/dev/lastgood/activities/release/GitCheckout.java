package dev.lastgood.activities.release;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.api.errors.CheckoutConflictException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Moves the working tree, and remembers under {@code .git} how far a deployment got: {@code lastgood-checkout} while a checkout
 * is under way (a tree left half moved by a killed worker is then its own work, not a person's), {@code lastgood-built} once
 * a commit is deployed.
 */
final class GitCheckout {
    private final GitRepository repository;
    private final Path underWay;
    private final Path built;
    private final Path indexLock;

    GitCheckout(GitRepository repository) {
        this.repository = repository;
        Path folder = repository.git().getRepository().getDirectory().toPath();
        underWay = folder.resolve("lastgood-checkout");
        built = folder.resolve("lastgood-built");
        indexLock = folder.resolve("index.lock");
    }

    /** Whether this commit is checked out, and was deployed since it was. */
    boolean isDeployed(ObjectId commit) throws IOException, GitAPIException {
        if (Files.exists(underWay)
                || !Files.exists(built)
                || !Files.readString(built).strip().equals(commit.name())
                || !repository.head().equals(commit)
                || !repository.changedFiles().isEmpty()) {
            return false;
        }
        Instant moved = repository.movedTo(commit);
        // Reflogs count in seconds.
        return moved == null || !Files.getLastModifiedTime(built).toInstant().isBefore(moved);
    }

    void deployed(ObjectId commit) throws IOException {
        Files.writeString(built, commit.name() + "\n");
    }

    /** @throws io.temporal.failure.ApplicationFailure REFUSED when a file was changed that is in no commit */
    void checkOut(ObjectId commit) throws IOException, GitAPIException {
        boolean own = Files.exists(underWay);
        if (own) {
            Files.deleteIfExists(indexLock);
        } else {
            refuse(repository.changedFiles());
        }
        Files.writeString(underWay, commit.name() + "\n");
        Files.deleteIfExists(built);
        try {
            if (own || !repository.head().equals(commit)) {
                repository
                        .git()
                        .checkout()
                        .setName(commit.name())
                        .setForced(own)
                        .call();
            }
        } catch (CheckoutConflictException e) {
            Files.delete(underWay);
            refuse(e.getConflictingPaths());
        }
        Files.delete(underWay);
    }

    private void refuse(List<String> files) {
        if (!files.isEmpty()) {
            String named = String.join(", ", files.subList(0, Math.min(10, files.size())));
            throw Failures.permanent(
                    FailureType.REFUSED,
                    repository.path() + " holds changes that are in no commit: " + named
                            + (files.size() > 10 ? " and " + (files.size() - 10) + " more" : "")
                            + "; keep them (git stash) or drop them (git checkout -- FILE), then try again");
        }
    }
}
