package dev.lastgood.activities.release;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Health;
import dev.lastgood.activities.support.Leftover;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;

/** Releases as tags of a git repository on the worker's own machine, run by commands. */
public final class GitRelease implements ReleasePlatform {
    private final Settings settings;
    private final Artifacts artifacts;
    private final Application application;

    public GitRelease(Settings settings, Artifacts artifacts, Health health) {
        this.settings = settings;
        this.artifacts = artifacts;
        this.application = new Application(health);
    }

    @Override
    public String type() {
        return "git";
    }

    @Override
    public Class<GitReleaseSettings> settings() {
        return GitReleaseSettings.class;
    }

    @Override
    public Release current(Query query) {
        return with(
                query.target(),
                (how, repository) ->
                        new FirstLook(folder(repository), query.rollback().key()).remembered(repository::current));
    }

    @Override
    public Release running(Query query) {
        return with(query.target(), (how, repository) -> repository.current());
    }

    @Override
    public Release previous(PreviousQuery query) {
        return with(
                query.target(),
                (how, repository) -> query.requested() == null
                        ? repository.before(query.current())
                        : repository.tagged(query.requested()));
    }

    @Override
    public Done deploy(Deploy deploy) {
        return with(deploy.target(), (how, repository) -> {
            RevCommit commit = repository.commit(deploy.release().id());
            var checkout = new GitCheckout(repository);
            if (checkout.isDeployed(commit)) {
                return new Done(deploy.release().name() + " is in place already.");
            }
            Leftover leftover = leftover(repository, "deploy");
            leftover.end();
            checkout.checkOut(commit);
            String log = "deploy-" + deploy.release().name().replaceAll("[^A-Za-z0-9._-]", "-") + ".log";
            run(deploy.rollback(), log, leftover, how, how.deployment());
            checkout.deployed(commit);
            return new Done(deploy.release().name() + " is checked out, built and deployed.");
        });
    }

    @Override
    public Done stop(Query query) {
        return with(
                query.target(),
                (how, repository) -> application.stop(
                        query.target().name(),
                        how,
                        () -> run(
                                query.rollback(), "stop.log", leftover(repository, "stop"), how, List.of(how.stop()))));
    }

    @Override
    public Done start(Query query) {
        return with(
                query.target(),
                (how, repository) -> application.start(
                        query.target().name(),
                        how,
                        ChildEnvironment.of(how.env(), settings),
                        () -> run(
                                query.rollback(),
                                "start.log",
                                leftover(repository, "start"),
                                how,
                                List.of(how.start()))));
    }

    private void run(
            RollbackRef rollback, String log, Leftover leftover, GitReleaseSettings how, List<List<String>> all)
            throws IOException, InterruptedException {
        var environment = ChildEnvironment.of(how.env(), settings);
        try (var session = new Session(artifacts, rollback, log, leftover)) {
            for (List<String> argv : all) {
                session.run(argv, Path.of(how.repository()), environment, how.timeLimit());
            }
        }
    }

    private static Leftover leftover(GitRepository repository, String work) {
        return new Leftover(folder(repository).resolve("lastgood-" + work + ".pid"));
    }

    private static Path folder(GitRepository repository) {
        return repository.git().getRepository().getDirectory().toPath();
    }

    /** What is done with a repository that is closed afterwards. */
    private interface Work<T> {
        T with(GitReleaseSettings how, GitRepository repository)
                throws IOException, GitAPIException, InterruptedException;
    }

    private <T> T with(Target target, Work<T> work) {
        var how = settings.bind(target, GitReleaseSettings.class);
        try (var repository = GitRepository.open(how.repository())) {
            return work.with(how, repository);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        } catch (IOException | GitAPIException e) {
            throw Activity.wrap(e);
        }
    }
}
