package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a release that goes live.
 *
 * @param environment null where the service has one only
 * @param version as whoever deploys calls it
 * @param commit where there is one: 7 to 64 hexadecimal digits
 * @param at when it went live; null is now
 * @param by who tells, such as a pipeline's name; null is {@code a pipeline}
 */
public record DeploymentOrder(
        @Nullable String service,
        @Nullable String environment,
        @Nullable String version,
        @Nullable String commit,
        @Nullable Instant at,
        @Nullable String by) {
    private static final Pattern VERSION = Pattern.compile("[^\\s\\p{Cntrl}][^\\p{Cntrl}]{0,199}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final Duration LONGEST_AGO = Duration.ofDays(1);
    private static final Duration LONGEST_AHEAD = Duration.ofHours(1);

    Deployment deployment(ServiceRef ref, Instant now) {
        Instant live = (at == null ? now : at).truncatedTo(ChronoUnit.SECONDS);
        if (live.isBefore(now.minus(LONGEST_AGO)) || live.isAfter(now.plus(LONGEST_AHEAD))) {
            throw bad("'at' (" + live
                    + ") is more than a day ago or more than an hour ahead: tell of a release when it goes live");
        }
        return new Deployment(
                ref,
                Deployment.id(checkedVersion(), live),
                checkedVersion(),
                checkedCommit(),
                live,
                by == null || by.isBlank() ? "a pipeline" : Problems.text("by", by));
    }

    /** Whether it may be the one that is meant where no time is told. */
    boolean isAgain(Deployment deployment) {
        return at == null
                && deployment.version().equals(checkedVersion())
                && java.util.Objects.equals(deployment.commit(), checkedCommit());
    }

    private String checkedVersion() {
        String text = version == null ? "" : version.strip();
        if (!VERSION.matcher(text).matches()) {
            throw bad(
                    "'version' is missing or none: the release's name in one line of at most 200 characters, such as v1.6.0");
        }
        return text;
    }

    private @Nullable String checkedCommit() {
        if (commit == null || commit.isBlank()) {
            return null;
        }
        String text = commit.strip().toLowerCase(java.util.Locale.ROOT);
        if (!COMMIT.matcher(text).matches()) {
            throw bad("'commit' is none: write 7 to 64 hexadecimal digits, or leave it out");
        }
        return text;
    }

    private static RollbackProblem bad(String message) {
        return new RollbackProblem(Kind.BAD_REQUEST, message);
    }
}
