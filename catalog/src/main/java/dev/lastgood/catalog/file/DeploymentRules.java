package dev.lastgood.catalog.file;

import dev.lastgood.catalog.settings.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The watch of a new release: that there is something to ask, and that enough rounds fit into it. */
final class DeploymentRules {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final long ROUNDS = 3;

    private final Problems problems;
    private final Rules rules;

    DeploymentRules(Problems problems, Rules rules) {
        this.problems = problems;
        this.rules = rules;
    }

    void check(Tree service) {
        Tree deployments = service.at("deployments");
        if (!(deployments.value() instanceof Map)) {
            return;
        }
        checks(service, deployments);
        rules.atLeast(deployments.at("bad-rounds"), 1);
        rules.atLeast(deployments.at("min-rounds"), 1);
        rules.moreThanZero(deployments.at("window"));
        rules.moreThanZero(deployments.at("every"));
        rounds(deployments);
    }

    private void checks(Tree service, Tree deployments) {
        Tree checks = deployments.at("checks");
        rules.names(checks);
        checks.list().forEach(it -> rules.type(it, "Check"));
        checks.list().forEach(rules::tries);
        if (checks.list().isEmpty()
                && service.at("watch", "checks").list().isEmpty()
                && service.at("checks").list().stream().noneMatch(DeploymentRules::askedOfAnOpenService)) {
            problems.add(
                    deployments.place(),
                    "nothing is asked of a new release",
                    "write checks here or under watch, such as error rate and latency");
        }
    }

    private static boolean askedOfAnOpenService(Tree check) {
        Tree when = check.at("when");
        return when.value() == null || when.list().stream().anyMatch(it -> "after-reopening".equals(it.value()));
    }

    private void rounds(Tree deployments) {
        Optional<Duration> window = duration(deployments.at("window"), WINDOW);
        Optional<Duration> every = duration(deployments.at("every"), EVERY);
        if (window.isEmpty() || every.isEmpty() || every.get().isZero()) {
            return;
        }
        long fit = window.get().dividedBy(every.get());
        long wanted = deployments.at("min-rounds").value() instanceof Number number ? number.longValue() : ROUNDS;
        if (fit < wanted) {
            problems.add(
                    deployments.place().under("min-rounds"),
                    "only " + fit + " rounds fit into the window, and " + wanted + " are asked for",
                    "lengthen window, shorten every, or lower min-rounds");
        }
    }

    private static Optional<Duration> duration(Tree written, Duration otherwise) {
        if (written.value() == null) {
            return Optional.of(otherwise);
        }
        try {
            return Optional.of(Durations.parse(String.valueOf(written.value())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The schema has told of it.
        }
    }
}
