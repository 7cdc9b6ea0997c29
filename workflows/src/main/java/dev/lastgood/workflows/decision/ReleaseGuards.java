package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Spoken.lasting;
import static dev.lastgood.workflows.decision.Spoken.time;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the release that runs can be the cause. */
final class ReleaseGuards {
    private final Alert alert;
    private final Policy policy;
    private final World world;
    private final List<Spoken> spoken = new ArrayList<>();

    private ReleaseGuards(Alert alert, Policy policy, World world) {
        this.alert = alert;
        this.policy = policy;
        this.world = world;
    }

    /** Nothing where nobody has looked, or where the rule takes no release back. */
    static List<Spoken> of(Alert alert, @Nullable Rule rule, Policy policy, World world) {
        boolean takesBack =
                rule == null || rule.options().isEmpty() || rule.options().contains(Option.RELEASE);
        if (world.newest() == null || !takesBack) {
            return List.of();
        }
        ReleaseGuards guards = new ReleaseGuards(alert, policy, world);
        guards.look(world.newest());
        return guards.spoken;
    }

    private void look(World.Newest newest) {
        Release release = newest.release();
        if (release == null) {
            unknown("which release runs can't be told" + note(newest));
            return;
        }
        if (world.last() != null && release.id().equals(world.last().to())) {
            ask(Guard.ROLLED_BACK_TO, "release " + release.name() + " is itself one that was rolled back to");
        }
        String named = alert.annotations().get(Annotations.RELEASE);
        if (named != null && !named.isBlank()) {
            if (!named.equals(release.id()) && !named.equals(release.name())) {
                ask(Guard.OTHER_RELEASE, "the alert is about release " + named + ", but " + release.name() + " runs");
            }
            return; // Who names the release has said what the times could only suggest.
        }
        Instant deployed = release.deployedAt();
        if (deployed == null) {
            unknown("since when release " + release.name() + " runs can't be told" + note(newest));
        } else {
            compare("release " + release.name(), deployed, Began.of(alert, policy));
        }
    }

    private void compare(String release, Instant deployed, Began began) {
        Duration allowance = policy.clockAllowance();
        String live = release + " went live at " + time(deployed, world.now());
        if (deployed.isAfter(began.latest().plus(allowance))) {
            ask(Guard.BEFORE_RELEASE, "it began before the release: " + span(began) + ", and " + live);
        } else if (!deployed.isBefore(began.earliest().minus(allowance))) {
            doubtful(
                    Guard.DOUBTFUL,
                    policy.whenDoubtful(),
                    "it may have begun before the release: " + span(began) + ", and " + live + " (clocks may differ by "
                            + lasting(allowance) + ")");
        } else if (Duration.between(deployed, began.earliest()).compareTo(policy.releaseWindow()) > 0) {
            ask(
                    Guard.OLD_RELEASE,
                    release + " ran well for " + lasting(Duration.between(deployed, began.earliest()))
                            + " before it began, longer than " + lasting(policy.releaseWindow())
                            + ": hardly its cause");
        }
        began.notes().forEach(it -> spoken.add(new Spoken(Guard.DOUBTFUL, Verdict.START, it)));
    }

    private String span(Began began) {
        String latest = time(began.latest(), world.now());
        return began.earliest().equals(began.latest())
                ? "at " + latest
                : "between " + time(began.earliest(), world.now()) + " and " + latest;
    }

    private void unknown(String words) {
        doubtful(Guard.RELEASE_UNKNOWN, policy.whenReleaseUnknown(), words);
    }

    private void doubtful(Guard guard, Action then, String words) {
        if (then == Action.ASK) {
            ask(guard, words);
        } else {
            spoken.add(new Spoken(guard, Verdict.START, words + "; the catalog says to go on all the same"));
        }
    }

    private void ask(Guard guard, String words) {
        spoken.add(new Spoken(guard, Verdict.ASK, words + "; a person decides"));
    }

    private static String note(World.Newest newest) {
        return newest.note() == null || newest.note().isBlank() ? "" : " (" + newest.note() + ")";
    }
}
