package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.cli.Lastgood;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Terminated from the Temporal UI: nothing can be undone then, so it is said what is left. */
@Tag("V1")
@Execution(ExecutionMode.CONCURRENT)
class TerminatedTest extends LaneTest {

    @Test
    void whatIsLeftIsListedByTheApiAndByTheCommand() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside starter = new StarterInside(lane, shop)) {
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);

            lane.stub(shop).terminate("from the Temporal UI");

            String[] left = {
                "the kill switch is on", "the application is stopped", "a restored copy lies beside the live database"
            };
            assertThat(starter.get(shop).body()).contains("TERMINATED").contains(left);
            assertThat(lastgood("status", shop.name(), "--url", starter.url()))
                    .contains("nothing was undone")
                    .contains(left);
            assertThat(lastgood(
                            "status",
                            shop.name(),
                            "--direct",
                            "--temporal",
                            lane.site().temporal.address(),
                            "--namespace",
                            lane.namespace,
                            "--catalog",
                            shop.catalogFile().toString()))
                    .contains("nothing was undone")
                    .contains(left);
        }
    }

    @Test
    void afterTheSwapTheDisplacedDatabaseIsListedTooAndWithNoWorker() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside starter = new StarterInside(lane, shop)) {
            shop.failBuild(true);
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.answer(shop, Choice.APPROVE);
            lane.awaitQuestion(shop, StepId.DEPLOY);
            lane.worker.end();

            lane.stub(shop).terminate("from the Temporal UI");

            assertThat(starter.get(shop).body())
                    .contains("the restored database is live")
                    .contains("the displaced database is kept as " + shop.name() + "_displaced_");
        }
    }

    @Test
    void aNewRollbackFinishesWhatTheTerminatedOneBegan() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.stub(shop).terminate("from the Temporal UI");

            lane.start(shop);
            lane.approveToTheEnd(shop);

            assertThat(lane.outcome(shop).kind()).isEqualTo(Kind.RESTORED);
            assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.good());
            assertThat(shop.running()).isEqualTo("1.0.0");
            assertThat(shop.switched()).containsExactly("on", "off");
        }
    }

    private static String lastgood(String... arguments) {
        var out = new StringWriter();
        int exit = Lastgood.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
