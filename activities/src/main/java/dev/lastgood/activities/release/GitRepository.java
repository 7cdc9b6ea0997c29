package dev.lastgood.activities.release;

import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The releases that a git repository knows. Only looks. */
final class GitRepository implements AutoCloseable {
    private final String path;
    private final Git git;
    private final Repository repository;

    private GitRepository(String path, Git git) {
        this.path = path;
        this.git = git;
        this.repository = git.getRepository();
    }

    static GitRepository open(String path) throws IOException {
        try {
            return new GitRepository(path, Git.open(Path.of(path).toFile()));
        } catch (RepositoryNotFoundException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "repository: " + path
                            + " is not a git repository on this worker; write the folder that holds .git");
        }
    }

    Git git() {
        return git;
    }

    String path() {
        return path;
    }

    Release current() throws IOException, GitAPIException {
        RevCommit head = head();
        String name = git.describe().setTarget(head).setTags(true).call();
        return release(head, name == null ? head.abbreviate(10).name() : name);
    }

    /** What {@code git describe --tags --abbrev=0 <current>^} finds. */
    Release before(Release current) throws IOException, GitAPIException {
        RevCommit commit = commit(current.id());
        String tag = commit.getParentCount() == 0
                ? null
                : git.describe()
                        .setTarget(commit.getParent(0))
                        .setTags(true)
                        .setAbbrev(0)
                        .call();
        if (tag == null) {
            throw Failures.permanent(
                    FailureType.NO_PREVIOUS_RELEASE,
                    "no tag lies before " + current.name() + " in " + path
                            + "; tag the commit to go back to (git tag NAME COMMIT), or name another release in the request");
        }
        return tagged(tag);
    }

    Release tagged(String tag) throws IOException, GitAPIException {
        Ref ref = repository.exactRef(Constants.R_TAGS + tag);
        if (ref == null) {
            throw Failures.permanent(
                    FailureType.NOT_FOUND, "tag '" + tag + "' does not exist in " + path + "; " + near(tag));
        }
        return release(commit(ref.getObjectId().name()), tag);
    }

    RevCommit head() throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            throw Failures.permanent(FailureType.NOT_FOUND, path + " has no commit yet");
        }
        return commit(head.name());
    }

    RevCommit commit(String id) throws IOException {
        try (var walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(id));
            walk.parseBody(commit);
            return commit;
        } catch (MissingObjectException | InvalidObjectIdException e) {
            throw Failures.permanent(
                    FailureType.NOT_FOUND,
                    "commit '" + id + "' is not in " + path + "; fetch it there (git fetch --tags)");
        }
    }

    /** When HEAD last moved there from elsewhere. */
    @Nullable
    Instant movedTo(ObjectId commit) throws IOException {
        return repository.getRefDatabase().getReflogReader(Constants.HEAD).getReverseEntries().stream()
                .filter(entry ->
                        entry.getNewId().equals(commit) && !entry.getOldId().equals(commit))
                .findFirst()
                .map(entry -> entry.getWho().getWhenAsInstant())
                .orElse(null);
    }

    /** Tracked files that differ from the commit. Others (build output) are nobody's work to lose. */
    List<String> changedFiles() throws GitAPIException {
        return git.status().call().getUncommittedChanges().stream().sorted().toList();
    }

    private Release release(RevCommit commit, String name) throws IOException {
        Instant moved = movedTo(commit);
        return new Release(commit.name(), name, moved == null ? Instant.ofEpochSecond(commit.getCommitTime()) : moved);
    }

    private String near(String tag) throws IOException {
        List<String> tags = repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS).stream()
                .map(ref -> Repository.shortenRefName(ref.getName()))
                .sorted(Comparator.comparing(
                        (String it) -> LevenshteinDistance.getDefaultInstance().apply(tag, it)))
                .limit(5)
                .toList();
        return tags.isEmpty()
                ? "it has no tags"
                : tags.stream().collect(Collectors.joining(", ", "the nearest are ", ""));
    }

    @Override
    public void close() {
        git.close();
    }
}
