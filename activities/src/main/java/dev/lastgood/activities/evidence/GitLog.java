package dev.lastgood.activities.evidence;

import dev.lastgood.activities.Settings;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.workflows.model.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** The newest commits and their tags. */
public final class GitLog implements EvidenceSource {
    private final Settings settings;

    public GitLog(Settings settings) {
        this.settings = settings;
    }

    /** Which repository, and how far back. */
    public record Config(
            @Describe("Folder of the repository") String repository,
            @Describe("How many commits") @Default("20") int count) {}

    @Override
    public String type() {
        return "git-log";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public String extension() {
        return "txt";
    }

    /** One line a commit: abbreviated id, time, tags, subject. */
    @Override
    public String read(Target source) throws IOException, GitAPIException {
        var how = settings.bind(source, Config.class);
        try (Git git = Git.open(Path.of(how.repository()).toFile())) {
            var tags = tags(git.getRepository());
            var text = new StringBuilder();
            for (RevCommit commit : git.log().setMaxCount(how.count()).call()) {
                text.append(commit.abbreviate(10).name())
                        .append("  ")
                        .append(Instant.ofEpochSecond(commit.getCommitTime()))
                        .append(tags.getOrDefault(commit.getId(), List.of()).stream()
                                .collect(Collectors.joining(", ", "  [", "]"))
                                .replace("  []", ""))
                        .append("  ")
                        .append(commit.getShortMessage())
                        .append('\n');
            }
            return text.toString();
        }
    }

    private static Map<ObjectId, List<String>> tags(Repository repository) throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS).stream()
                .collect(Collectors.groupingBy(
                        tag -> target(repository, tag),
                        Collectors.mapping(tag -> Repository.shortenRefName(tag.getName()), Collectors.toList())));
    }

    private static ObjectId target(Repository repository, Ref tag) {
        try {
            ObjectId peeled = repository.getRefDatabase().peel(tag).getPeeledObjectId();
            return peeled == null ? tag.getObjectId() : peeled;
        } catch (IOException e) {
            return tag.getObjectId();
        }
    }
}
