package dev.lastgood.standalone.demo;

import dev.lastgood.standalone.demo.world.Traffic;
import dev.lastgood.standalone.demo.world.World;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last scene: how it ended, what users saw, how long it took. */
final class Ending {
    private final Screen screen;
    private final RollbackStatus end;
    private final World.Built world;

    Ending(Screen screen, RollbackStatus end, World.Built world) {
        this.screen = screen;
        this.end = end;
        this.world = world;
    }

    void tell(Duration ready, Instant alert, Duration thinking) throws SQLException {
        Outcome outcome = end.outcome();
        if (outcome != null) {
            screen.scene("It ended: " + words(outcome.kind()));
            screen.line(outcome.summary());
        }
        List<String> lines = new ArrayList<>();
        end.left().forEach(left -> lines.add("left          " + left));
        end.undelivered().forEach(message -> lines.add("not delivered " + message));
        lines.add(String.format(
                "data          %,d orders without their customer",
                world.database().damagedOrders()));
        lines.add("users saw     " + users());
        lines.add("ready in      " + seconds(ready));
        lines.add(verified(alert, thinking));
        end.artifacts().stream()
                .map(Artifact::uri)
                .filter(uri -> uri.endsWith(".md"))
                .forEach(uri -> lines.add("report        " + uri.replaceFirst("^file:(//)?", "")));
        lines.add("messages      " + world.catalog().resolveSibling(Post.FILE));
        screen.below(lines);
    }

    private String users() {
        Traffic.Seen seen = world.traffic().seen();
        return String.format(
                Locale.ROOT,
                "errors for %d s (%d of %d requests), the page of the kill switch for %d s",
                seen.errorSeconds(),
                seen.errors(),
                seen.ok() + seen.errors() + seen.closed(),
                seen.closedSeconds());
    }

    private String verified(Instant alert, Duration thinking) {
        return end.steps().stream()
                .filter(step -> step.step() == StepId.VERIFY && step.state() == RollbackStatus.State.DONE)
                .map(Step::endedAt)
                .findFirst()
                .map(at -> "verified in   " + seconds(Duration.between(alert, at)) + " after the alert, of which "
                        + seconds(thinking) + " waiting for the answer")
                .orElse("verified      not");
    }

    private static String words(Outcome.Kind kind) {
        return switch (kind) {
            case RESTORED -> "back to the last good state";
            case UNDONE -> "what was changed is undone";
            case HANDED_OVER -> "a person has it now";
            case REFUSED -> "it was not possible";
            case NOTHING_TO_DO -> "there was nothing to take back";
        };
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", Screen.seconds(duration));
    }
}
