package dev.lastgood.cli;

import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about releases that go live. */
final class DeploymentCommands {
    private DeploymentCommands() {}

    /** Has {@code --version} for itself, hence no standard options. */
    @Command(
            name = "deployed",
            description = "Tells of a release that went live: it is watched, and rolled back when it is bad.",
            footer = {
                "",
                "With --wait it exits 0 when the release is good, 6 when it is bad or being rolled back,",
                "7 when that could not be told."
            })
    static final class Deployed extends Base {
        private static final long PAUSE_MILLIS = 1_000;
        private static final int PATIENCE = 60;

        @Mixin
        final Which which = new Which();

        @Option(
                names = "--version",
                required = true,
                paramLabel = "VERSION",
                description = "The release, as you call it.")
        String version = "";

        @Option(names = "--commit", description = "Its commit.")
        @Nullable
        String commit;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "When it went live, such as 2026-11-20T14:02:00Z; now, when not given.")
        @Nullable
        Instant at;

        @Option(
                names = "--by",
                paramLabel = "NAME",
                defaultValue = "${env:LASTGOOD_BY}",
                description = "Who tells, such as the pipeline's name (LASTGOOD_BY).")
        @Nullable
        String by;

        @Option(names = "--wait", description = "Waits for the verdict, and exits as it is.")
        boolean wait;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        boolean help;

        @Override
        public Integer call() throws InterruptedException {
            try (Rollbacks rollbacks = road.open()) {
                ServiceRef ref = which.in(rollbacks);
                Deployments deployments = rollbacks.deployments();
                DeploymentStatus told = deployments.tell(
                        new DeploymentOrder(ref.service(), ref.environment(), version, commit, at, by));
                if (!wait) {
                    print(told, line(told));
                    return Exit.OK;
                }
                DeploymentStatus end = untilItEnds(deployments, told);
                print(end, ending(end));
                out().flush();
                return end.verdict() == null ? Exit.FAILED : Exit.of(end.verdict());
            }
        }

        /** The watch goes on when nobody looks; a look that fails for a while is tried again. */
        private DeploymentStatus untilItEnds(Deployments deployments, DeploymentStatus told)
                throws InterruptedException {
            DeploymentStatus now = told;
            int seen = 0;
            int failed = 0;
            while (true) {
                if (output == Output.text) {
                    now.lines().stream()
                            .skip(seen)
                            .forEach(it -> out().println(Words.clock(it.at()) + "  " + it.text()));
                    out().flush();
                }
                seen = Math.max(seen, now.lines().size());
                if (now.verdict() != null) {
                    return now;
                }
                try {
                    now = deployments.await(
                            told.deployment().service(), told.deployment().id(), seen);
                    failed = 0;
                } catch (CliProblem | RollbackProblem e) {
                    boolean passing = Exit.of(e) == Exit.UNREACHABLE || Exit.of(e) == Exit.NOT_FOUND;
                    if (!passing || ++failed > PATIENCE) {
                        throw e;
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
    }

    @Command(
            name = "deployments",
            description = "Lists the releases that were told of, with what became of them.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends Base {
        @Mixin
        final Listed listed = new Listed(20);

        @Option(
                names = "--mark",
                paramLabel = "VERDICT",
                description = "Your word on the one that is watched: good, bad or unclear; with --by and --reason.")
        @Nullable
        Verdict mark;

        @Option(names = "--reason", paramLabel = "WHY", description = "With --mark: why.")
        @Nullable
        String reason;

        @Mixin
        final Person person = new Person();

        @Override
        public Integer call() {
            try (Rollbacks rollbacks = road.open()) {
                String environment = listed.environment();
                ServiceRef ref = listed.service == null ? null : rollbacks.service(listed.service, environment);
                if (mark != null) {
                    judge(rollbacks.deployments(), ref, mark);
                    return Exit.OK;
                }
                List<DeploymentStatus> all = rollbacks
                        .deployments()
                        .list(listed.service, ref == null ? environment : ref.environment(), listed.limit);
                print(
                        all,
                        all.isEmpty()
                                ? "no deployment was told of"
                                : all.stream().map(DeploymentCommands::line).collect(Collectors.joining("\n")));
                return Exit.OK;
            }
        }

        private void judge(Deployments deployments, @Nullable ServiceRef ref, Verdict verdict) {
            if (ref == null || reason == null || reason.isBlank()) {
                throw new CliProblem(Exit.USAGE, "--mark needs a service, and --reason WHY");
            }
            DeploymentStatus watched = deployments.list(ref.service(), ref.environment(), listed.limit).stream()
                    .filter(it -> it.verdict() == null)
                    .findFirst()
                    .orElseThrow(() -> new CliProblem(Exit.NOT_FOUND, "no deployment of " + ref + " is watched now"));
            String said = deployments.judge(ref, watched.deployment().id(), verdict, person.name(), reason);
            out().println(said);
        }
    }

    static String line(DeploymentStatus status) {
        var deployment = status.deployment();
        String commit = deployment.commit() == null ? "" : " (" + deployment.commit() + ")";
        String verdict = status.verdict() == null ? "watched" : Words.of(status.verdict());
        String why = status.why().startsWith(verdict) ? status.why() : verdict + ": " + status.why();
        return Words.minute(deployment.at()) + "  " + deployment.service() + "  " + deployment.version() + commit + "  "
                + why + rollback(status);
    }

    private static String ending(DeploymentStatus status) {
        if (status.verdict() == null) {
            return status.why();
        }
        String version = status.deployment().version();
        return switch (status.verdict()) {
                    case GOOD -> version + " is good";
                    case BAD -> version + " is bad: " + status.why();
                    case UNCLEAR -> version + " could not be judged: " + status.why();
                    default -> version + ": " + status.why();
                }
                + rollback(status);
    }

    private static String rollback(DeploymentStatus status) {
        return status.verdict() == Verdict.BAD && status.rollback() != null ? "; rollback " + status.rollback() : "";
    }
}
