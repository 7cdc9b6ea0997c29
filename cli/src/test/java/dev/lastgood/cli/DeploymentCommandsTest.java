package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Line;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Deployment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("T6")
class DeploymentCommandsTest {
    private static final Instant AT = Instant.parse("2026-11-20T14:02:00Z");
    private static final String ONE = "/api/deployments/production/shop/0123456789ab";

    @AutoClose
    final FakeStarter starter = new FakeStarter().reply("GET /api/services/shop", 200, Samples.SHOP);

    private static DeploymentStatus status(Verdict verdict, String why, String rollback, String... lines) {
        return new DeploymentStatus(
                new Deployment(Samples.SHOP, "0123456789ab", "v1.6", "1a2b3c4d", AT, "ci"),
                AT,
                verdict == null ? null : AT.plusSeconds(600),
                verdict,
                why,
                null,
                rollback,
                false,
                List.of(lines).stream().map(it -> new Line(AT, it)).toList(),
                List.of());
    }

    @Test
    void a_deployment_is_told_with_version_commit_and_time() {
        starter.reply("POST /api/deployments", 202, status(null, "watched until 14:12", null));

        var ran = starter.run(
                "deployed",
                "shop",
                "--version",
                "v1.6",
                "--commit",
                "1a2b3c4d",
                "--at",
                "2026-11-20T14:02:00Z",
                "--by",
                "ci");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("2026-11-20 14:02 UTC  shop (production)  v1.6 (1a2b3c4d)  watched until 14:12");
        assertThat(starter.bodies.get(1))
                .contains("\"version\" : \"v1.6\"", "\"commit\" : \"1a2b3c4d\"", "\"at\" : \"2026-11-20T14:02:00Z\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GOOD, its checks passed, , 0, v1.6 is good",
        "BAD, errors 8 %, production-shop-1a2b3c4d, 6, v1.6 is bad: errors 8 %; rollback production-shop-1a2b3c4d",
        "ROLLED_BACK, a rollback has begun: x, x, 6, v1.6: a rollback has begun: x",
        "UNCLEAR, not enough traffic, , 7, v1.6 could not be judged: not enough traffic",
        "SUPERSEDED, superseded by v1.7, , 7, v1.6: superseded by v1.7",
        "OWN, it is what rollback x puts back, x, 0, v1.6: it is what rollback x puts back",
    })
    void waiting_prints_round_by_round_and_exits_as_the_verdict_is(
            Verdict verdict, String why, String rollback, int exit, String said) {
        starter.reply("POST /api/deployments", 202, status(null, "watched", null));
        starter.reply("GET " + ONE + "?wait=10s&seen=0", 200, status(null, "watched", null, "round 1: fine"));
        starter.reply(
                "GET " + ONE + "?wait=10s&seen=1",
                200,
                status(verdict, why, rollback, "round 1: fine", "round 2: so so"));

        var ran = starter.run("deployed", "shop", "--version", "v1.6", "--wait");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
        assertThat(ran.out().lines()).containsExactly("14:02:00  round 1: fine", "14:02:00  round 2: so so", said);
    }

    @Test
    void what_the_starter_refuses_is_said() {
        starter.reply("POST /api/deployments", 400, "{\"detail\":\"the catalog does not say how\"}");

        var ran = starter.run("deployed", "shop", "--version", "v1.6", "--wait");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("the catalog does not say how");
    }

    @Test
    void deployments_are_listed_with_what_became_of_them() {
        starter.reply(
                "GET /api/deployments?service=shop&environment=production&limit=20",
                200,
                List.of(status(Verdict.BAD, "errors 8 %", "production-shop-1a2b3c4d")));

        var ran = starter.run("deployments", "shop");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .isEqualToIgnoringNewLines("2026-11-20 14:02 UTC  shop (production)  v1.6 (1a2b3c4d)  bad: errors 8 %;"
                        + " rollback production-shop-1a2b3c4d");
    }

    @Test
    void a_verdict_is_not_said_twice() {
        starter.reply(
                "GET /api/deployments?service=shop&environment=production&limit=20",
                200,
                List.of(status(Verdict.SUPERSEDED, "superseded by v1.7", null)));

        assertThat(starter.run("deployments", "shop").out())
                .isEqualToIgnoringNewLines(
                        "2026-11-20 14:02 UTC  shop (production)  v1.6 (1a2b3c4d)  superseded by v1.7");
    }

    @Test
    void a_time_that_is_none_is_told_with_how_to_write_it() {
        var ran = starter.run("deployed", "shop", "--version", "v1.6", "--at", "yesterday");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("'yesterday' is no time; write it like 2026-11-20T14:02:00Z")
                .doesNotContain("java.time");
    }

    @Test
    void a_persons_word_goes_to_the_one_that_is_watched() {
        starter.reply(
                        "GET /api/deployments?service=shop&environment=production&limit=20",
                        200,
                        List.of(status(null, "a person is asked", null)))
                .reply("POST " + ONE + "/verdict", 200, "{\"message\":\"it is durably said of v1.6\"}");

        var ran = starter.run("deployments", "shop", "--mark", "good", "--by", "Ada", "--reason", "orders come in");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("it is durably said of v1.6");
        assertThat(starter.bodies.get(starter.bodies.size() - 1)).contains("\"GOOD\"", "\"Ada\"", "\"orders come in\"");
    }

    @Test
    void a_word_without_a_reason_exits_2() {
        assertThat(starter.run("deployments", "shop", "--mark", "good", "--by", "Ada")
                        .exit())
                .isEqualTo(2);
    }
}
