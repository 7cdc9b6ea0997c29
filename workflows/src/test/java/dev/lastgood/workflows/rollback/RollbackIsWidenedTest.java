package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.support.Failures;
import io.temporal.client.WorkflowUpdateException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person asks for more of what runs. */
@Tag("T8")
class RollbackIsWidenedTest extends RollbackTestBase {

    @Test
    void theDatabaseIsTakenOnWhileNothingWasChanged() {
        once("evidence app-log", () -> widen(asks(Impact.DEGRADED, Set.of())));
        personSaysYes();

        var outcome = run(asks(Impact.DEGRADED, Set.of(Option.RELEASE)));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls).contains("emergency backup", "restore", "swap", "deploy v1");
        assertThat(status().plan().has(StepId.SWAP)).isTrue();
        assertThat(timeline()).anyMatch(it -> it.startsWith("The plan is wider now"));
        assertThat(stub().describe().getMemo("options", String.class)).isEqualTo("");
    }

    @Test
    void theReleaseIsTakenOnThoughItWasLookedUpForItsAgeOnly() {
        once("restore", () -> widen(asks(Impact.DEGRADED, Set.of())));
        personSaysYes();

        var outcome = run(asks(Impact.DEGRADED, Set.of(Option.DATABASE)));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls).contains("swap", "deploy v1");
        assertThat(world.calls.stream().filter("restore"::equals)).hasSize(1);
        assertThat(world.calls.stream().filter("emergency backup"::equals)).hasSize(1);
    }

    @Test
    void fromTheFirstContainmentStepOnItIsRefusedWithTheRunningPhase() {
        var refusal = new AtomicReference<>("");
        once("stop", () -> refusal.set(refused(asks(Impact.DATA_DAMAGE, Set.of()))));
        personSaysYes();

        run(asks(Impact.DATA_DAMAGE, Set.of(Option.RELEASE)));

        assertThat(refusal.get()).contains("in phase contain");
        assertThat(world.calls).doesNotContain("swap");
    }

    @Test
    void whatIsNotSimplyMoreIsRefused() {
        var refusal = new AtomicReference<>("");
        var other = TestRequests.of(service(Impact.DEGRADED))
                .id("request-2")
                .by("bob", "to v0, please")
                .toRelease("v0")
                .build();
        once("evidence app-log", () -> refusal.set(refused(other)));

        run(asks(Impact.DEGRADED, Set.of(Option.RELEASE)));

        assertThat(refusal.get()).contains("something else");
    }

    private void widen(RollbackRequest wider) {
        stub().update("widen", String.class, wider);
    }

    private String refused(RollbackRequest wider) {
        try {
            widen(wider);
            return "";
        } catch (WorkflowUpdateException e) {
            return Failures.reason(e.getCause());
        }
    }

    private void once(String call, Runnable then) {
        var done = new AtomicBoolean();
        world.before = it -> {
            if (it.equals(call) && !done.getAndSet(true)) {
                then.run();
            }
        };
    }

    private static RollbackRequest asks(Impact impact, Set<Option> options) {
        return TestRequests.of(service(impact))
                .id("request-" + options.size())
                .by("bob", "orders are wrong")
                .options(options)
                .build();
    }
}
