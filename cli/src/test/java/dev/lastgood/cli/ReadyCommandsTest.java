package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.shadows.ShadowOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Warm shadows, restore points, and taking a rollback back. */
class ReadyCommandsTest {
    private static final String READY = "/api/shadows/production/shop";
    private static final String UNDO = "POST /api/rollbacks/production/shop/undo";

    @AutoClose
    final FakeStarter starter = new FakeStarter()
            .reply("GET /api/services/shop", 200, Samples.SHOP)
            .reply("GET /api/services", 200, List.of(Samples.SHOP));

    @Test
    @Tag("M2")
    void warm_shows_how_old_the_state_is_and_what_the_restore_test_said() {
        ready(
                shadow(ShadowSource.WARM, "all rows there", null, false),
                shadow(ShadowSource.RESTORE_POINT, null, null, false));

        var ran = starter.run("warm");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .singleElement()
                .asString()
                .contains(
                        "shop (production): shop-3.sql.gz, the state of 3h",
                        "ago, ready since",
                        "as shop_lg",
                        "2.0 MiB (all rows there)");
    }

    @Test
    @Tag("M2")
    void one_that_is_taken_or_outdated_says_so() {
        ready(shadow(ShadowSource.WARM, null, "1a2b3c4d", false), shadow(ShadowSource.WARM, null, null, true));

        assertThat(starter.run("warm", "shop").out())
                .contains("taken by rollback 1a2b3c4d", "OUTDATED: another database is live now");
    }

    @Test
    @Tag("M2")
    void nothing_warm_is_said_and_is_no_failure() {
        ready();

        var ran = starter.run("warm");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("shop (production): nothing is warm");
    }

    @Test
    @Tag("M2")
    void a_refresh_is_asked_for_with_a_name_and_not_waited_for() {
        starter.reply("POST " + READY + "/warm", 202, new Made("w", true, "it is being made", null));

        var ran = starter.run("warm", "refresh", "shop", "--by", "Ada");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("it is being made");
        assertThat(last()).contains("\"by\" : \"Ada\"");
        assertThat(starter.run("warm", "refresh", "shop").exit()).as("nobody").isEqualTo(2);
    }

    @Test
    @Tag("M2")
    void a_refresh_that_is_waited_for_exits_1_when_the_restore_test_fails() {
        starter.reply("POST " + READY + "/warm", 202, new Made("w", true, "it is being made", null));
        starter.reply(
                "GET " + READY + "/warm", 200, ended("warm", false, "no good backup: shop-3.sql.gz is cut short"));

        var ran = starter.run("warm", "refresh", "shop", "--by", "Ada", "--wait");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("shop-3.sql.gz is cut short");
    }

    @Test
    @Tag("M10")
    void a_restore_point_that_stands_exits_0_so_that_the_deploy_may_go_on() {
        starter.reply("POST " + READY + "/restore-point", 202, new Made("p", true, "it is being made", null));
        starter.reply("GET " + READY + "/restore-point", 200, ended("point", true, "shop_point_1a2b3c4d stands ready"));

        var ran = starter.run("restore-point", "shop", "--by", "ci", "--note", "deploy 4711", "--wait");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("shop_point_1a2b3c4d stands ready");
        assertThat(starter.bodies).anyMatch(it -> it.contains("\"note\" : \"deploy 4711\"") && it.contains("\"ci\""));
    }

    @Test
    @Tag("M10")
    void a_restore_point_that_was_stopped_from_outside_does_not_let_the_deploy_go_on() {
        starter.reply("POST " + READY + "/restore-point", 202, new Made("p", true, "it is being made", null));
        starter.reply("GET " + READY + "/restore-point", 200, new Made("p", false, "it was terminated", null));

        assertThat(starter.run("restore-point", "shop", "--by", "ci", "--wait").exit())
                .isEqualTo(1);
    }

    @Test
    @Tag("M10")
    void a_restore_point_that_is_being_made_already_exits_4() {
        starter.reply("POST " + READY + "/restore-point", 409, "{\"detail\":\"one is being made already\"}");

        var ran = starter.run("restore-point", "shop", "--by", "ci", "--wait");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("one is being made already");
    }

    @Test
    @Tag("M10")
    void restore_points_are_listed_without_the_warm_ones() {
        ready(shadow(ShadowSource.WARM, "all rows there", null, false));
        assertThat(starter.run("restore-points", "shop").out())
                .contains("shop (production): there is no restore point");

        ready(shadow(ShadowSource.RESTORE_POINT, "deploy 4711", null, false));
        assertThat(starter.run("restore-points", "shop").out())
                .contains("(deploy 4711)")
                .doesNotContain("all rows");
    }

    @Test
    @Tag("M1")
    void an_undo_names_its_rollback_and_whoever_asks() {
        var started = new Started(
                Started.Decision.STARTED, "rollback-production-shop", "r1", "Undo of 1a2b3c4d has started", null);
        starter.reply(UNDO, 202, started);

        var ran = starter.run("undo", "shop", "--by", "Ada", "--rollback", "1a2b3c4d", "--reason", "it was right");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("Undo of 1a2b3c4d has started");
        assertThat(last()).contains("\"by\" : \"Ada\"", "\"rollback\" : \"1a2b3c4d\"", "\"reason\" : \"it was right\"");
        assertThat(starter.run("undo", "shop").exit()).as("nobody").isEqualTo(2);
    }

    @Test
    @Tag("M1")
    void an_undo_of_nothing_exits_3_and_one_of_an_older_rollback_4() {
        starter.reply(UNDO, 404, "{\"detail\":\"there is nothing to undo\"}");
        assertThat(starter.run("undo", "shop", "--by", "Ada")).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(3);
            assertThat(it.err()).contains("there is nothing to undo");
        });

        starter.reply(UNDO, 409, "{\"detail\":\"since rollback 1 there was rollback 2: undo that one first\"}");
        assertThat(starter.run("undo", "shop", "--by", "Ada", "--rollback", "1").exit())
                .isEqualTo(4);
    }

    @Test
    @Tag("M1")
    void an_undo_that_is_followed_exits_as_it_ended() {
        starter.reply(
                UNDO,
                202,
                new Started(Started.Decision.STARTED, "rollback-production-shop", "r1", "Undo has started", null));
        var refused = new Outcome(Outcome.Kind.REFUSED, "nothing is left to put back", false);
        starter.reply(
                "GET /api/rollbacks/production/shop",
                200,
                Samples.view(RollbackView.Execution.ENDED, "it has ended", List.of(), Samples.status(false, refused)));

        assertThat(starter.run("undo", "shop", "--by", "Ada", "--follow").exit())
                .isEqualTo(1);
    }

    private void ready(ReadyShadow... shadows) {
        starter.reply("GET " + READY, 200, List.of(shadows));
    }

    private String last() {
        return starter.bodies.stream().filter(it -> !it.isBlank()).reduce("", (older, newer) -> newer);
    }

    private static Made ended(String id, boolean done, String summary) {
        return new Made(id, false, summary, new ShadowOutcome(done, summary, null));
    }

    private static ReadyShadow shadow(ShadowSource kind, String note, String claimedBy, boolean outdated) {
        Instant now = Instant.now();
        return new ReadyShadow(
                kind,
                "shop_lg",
                "shop-3.sql.gz",
                now.minus(190, ChronoUnit.MINUTES),
                now.minus(60, ChronoUnit.MINUTES),
                2 << 20,
                note,
                claimedBy,
                outdated);
    }
}
