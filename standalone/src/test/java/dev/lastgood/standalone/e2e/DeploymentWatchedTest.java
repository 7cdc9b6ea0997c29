package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.cli.Lastgood;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pipeline tells of its releases by the command, and waits: real Temporal, starter, worker and history. */
@Tag("T6")
@Execution(ExecutionMode.CONCURRENT)
class DeploymentWatchedTest extends LaneTest {

    private record Ran(int exit, String out) {}

    @Test
    void aGoodReleaseIsMarkedAndALaterBadOneIsTakenBackToItPastTheBadOneInBetween() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.degraded().watching());
                StarterInside starter = new StarterInside(lane, shop)) {
            Ran good = deployed(starter, shop, "1.1.0");

            assertThat(good.exit()).as(good.out()).isZero();
            assertThat(good.out()).contains("1 of 1 checks pass").contains("1.1.0 is good");

            shop.deploy("1.2.0-bad");
            Ran bad = deployed(starter, shop, "1.2.0-bad");

            assertThat(bad.exit()).as(bad.out()).isEqualTo(6);
            assertThat(bad.out())
                    .contains("1.2.0-bad is bad: deployed-version failed")
                    .contains("rollback production-" + shop.name() + "-");
            RollbackStatus first = toTheEnd(shop);
            assertThat(first.outcome().kind()).as(first.outcome().summary()).isEqualTo(Kind.RESTORED);
            assertThat(first.reason()).startsWith("deployed 1.2.0-bad, and it is bad");
            assertThat(first.timeline())
                    .anySatisfy(it -> assertThat(it.text()).contains("going back to 1.1.0, marked good on "));
            assertThat(shop.running()).isEqualTo("1.1.0");

            shop.deploy("1.3.0-bad");
            lane.start(shop);
            RollbackStatus second = toTheEnd(shop);

            assertThat(second.to().name())
                    .as("not 1.2.0-bad, which lies between")
                    .isEqualTo("1.1.0");
            assertThat(shop.running()).isEqualTo("1.1.0");
            assertThat(run(starter, "deployments", shop.name())
                            .out()
                            .lines()
                            .map(it -> it.split("  ")[3].split(":")[0]))
                    .containsExactly("bad", "good");
        }
    }

    /** Only the release goes back, so nothing is asked. */
    private RollbackStatus toTheEnd(TinyShop shop) {
        return lane.answerToTheEnd(shop, question -> {
            throw new AssertionError("asked: " + question.text() + " " + question.lines());
        });
    }

    private static Ran deployed(StarterInside starter, TinyShop shop, String version) {
        return run(starter, "deployed", shop.name(), "--version", version, "--by", "ci", "--wait");
    }

    private static Ran run(StarterInside starter, String... arguments) {
        var out = new StringWriter();
        String[] all = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(arguments), java.util.stream.Stream.of("--url", starter.url()))
                .toArray(String[]::new);
        int exit = Lastgood.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all);
        return new Ran(exit, out.toString());
    }
}
