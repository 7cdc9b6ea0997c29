package dev.lastgood.standalone.demo;

import dev.lastgood.standalone.demo.shop.ShopRepository;
import dev.lastgood.standalone.demo.world.AlertBody;
import dev.lastgood.standalone.demo.world.Traffic;
import dev.lastgood.standalone.demo.world.World;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the demo tells, scene by scene. */
final class Story {
    private static final long ERRORS_TO_ALERT = 40;
    private static final long DAMAGE_TO_ALERT = 1_000;
    private static final Duration DAMAGE_WITHIN = Duration.ofSeconds(20);

    private final Screen screen;
    private final World.Built world;
    private final Platform.Running platform;
    private final StarterApi api;
    private final @Nullable String failAt;

    Story(Screen screen, World.Built world, Platform.Running platform, @Nullable String failAt) {
        this.screen = screen;
        this.world = world;
        this.platform = platform;
        this.failAt = failAt;
        this.api = new StarterApi(
                platform.starter(),
                world.webhookToken().value(),
                world.apiToken().value(),
                World.SERVICE);
    }

    /**
     * @param withCommand whether the person has time to use the command
     * @return the exit code
     */
    int tell(Answers answers, boolean withCommand) throws IOException, InterruptedException, SQLException {
        Duration ready = screen.elapsed();
        ready();
        if (withCommand) {
            command();
        }
        served();
        Instant bad = badRelease();
        arm();
        Instant alert = alert(bad);
        Follow follow = new Follow(api, screen, answers, () -> world.faults().clear());
        RollbackStatus end = follow.toItsEnd();
        new Ending(screen, end, world).tell(ready, alert, follow.thinking());
        return exit(end);
    }

    private void ready() {
        screen.line("ready");
        screen.below(List.of(
                "Temporal UI   " + platform.temporalUi(),
                "Lastgood      " + platform.starter(),
                "the shop      " + world.gateway().url(),
                "catalog       " + world.catalog() + " (its watch is shortened to "
                        + world.watch().toSeconds() + " s)"));
    }

    /** How to use the lastgood command with what runs here. */
    void command() {
        screen.below(List.of(
                "in another terminal, 'lastgood status shop' and the like work after:",
                "export LASTGOOD_URL=" + platform.starter(),
                "export LASTGOOD_TOKEN=$(cat " + world.apiToken().reference().replaceFirst("^file:(//)?", "") + ")",
                "export LASTGOOD_CATALOG=" + world.catalog() + " TEMPORAL_ADDRESS=" + platform.temporal()
                        + "  # for --direct"));
    }

    private void served() throws InterruptedException, SQLException {
        screen.scene("The shop " + ShopRepository.GOOD + " is served and used");
        world.traffic().start();
        Thread.sleep(Duration.ofSeconds(4).toMillis());
        Traffic.Seen seen = world.traffic().seen();
        screen.line(String.format(
                "%d requests answered, %d failed; %,d orders in the database",
                seen.ok(), seen.errors(), world.database().orders()));
    }

    private Instant badRelease() throws InterruptedException, SQLException {
        screen.scene("A bad release goes out: " + ShopRepository.BAD);
        world.deployment().deploy(ShopRepository.BAD);
        Instant bad = Instant.now();
        screen.line("checked out, built and started; its health check is green");
        Instant until = bad.plus(DAMAGE_WITHIN);
        while (Instant.now().isBefore(until)
                && (world.traffic().since(bad).errors() < ERRORS_TO_ALERT
                        || world.database().damagedOrders() < DAMAGE_TO_ALERT)) {
            Thread.sleep(200);
        }
        screen.line(String.format(
                "%d %% of the requests fail, and %,d orders have lost their customer and their total",
                errorPercent(bad), world.database().damagedOrders()));
        return bad;
    }

    private void arm() throws IOException {
        if (failAt != null) {
            world.arm(failAt);
            screen.line("--fail-at " + failAt + ": that step will fail until you answer");
        }
    }

    private Instant alert(Instant bad) throws IOException, InterruptedException {
        screen.scene("Alertmanager posts its alert");
        String body = AlertBody.firing(World.SERVICE, world.gateway().url(), errorPercent(bad), bad);
        Instant posted = Instant.now();
        String answer = api.postAlert(body);
        screen.line("the webhook answers " + answer);
        return posted;
    }

    private long errorPercent(Instant since) {
        Traffic.Seen seen = world.traffic().since(since);
        return 100 * seen.errors() / Math.max(1, seen.errors() + seen.ok());
    }

    /** With a step that is to fail, the demo went well when the rollback ended by itself or a person's word. */
    private int exit(RollbackStatus end) {
        boolean restored = end.outcome() != null && end.outcome().kind() == RollbackStatus.Outcome.Kind.RESTORED;
        return restored || failAt != null ? 0 : 1;
    }
}
