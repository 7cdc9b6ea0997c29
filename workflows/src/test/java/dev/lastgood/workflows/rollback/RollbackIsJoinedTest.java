package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.support.DataConverters;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackIsJoinedTest extends RollbackTestBase {

    @Test
    @Tag("T2")
    void anotherAlertStandsInTheTimelineOnceHoweverOftenItComes() {
        whileAsked(() -> {
            for (int i = 0; i < 3; i++) {
                stub().signal("alert", alert(true));
            }
        });

        run(request(Impact.DATA_DAMAGE));

        assertThat(timeline().stream().filter("Another alert joins: error rate high"::equals))
                .hasSize(1);
    }

    @Test
    @Tag("T3")
    void anAlertThatResolvesBecauseTheServiceWasStoppedReopensNothing() {
        whileAsked(() -> stub().signal("alert", alert(false)));
        var opened = new java.util.concurrent.atomic.AtomicInteger();
        world.before = call -> {
            if (call.equals("kill switch off") && !database.restored) {
                opened.incrementAndGet();
            }
        };

        run(request(Impact.DATA_DAMAGE));

        assertThat(opened).hasValue(0);
        assertThat(timeline())
                .contains("The alert resolved: error rate high. Recorded only; nothing is reopened by it.");
    }

    @Test
    void aRequestForSomethingElseIsToldSoAndRecorded() {
        var other = TestRequests.of(service(Impact.DATA_DAMAGE))
                .id("request-2")
                .by("bob", "only the release, please")
                .options(Option.RELEASE)
                .build();
        whileAsked(() -> stub().signal("requested", other));

        run(request(Impact.DATA_DAMAGE));

        assertThat(timeline())
                .contains("A request asked for something else and was told what runs: only the release, please");
    }

    @Test
    @Tag("T2")
    void aStormOfAlertsDoesNotOutgrowWhatTemporalCarries() throws Exception {
        whileAsked(() -> {
            for (int i = 0; i < 400; i++) {
                stub().signal("alert", alert(true, "f" + i, "broken ".repeat(500)));
            }
        });

        run(request(Impact.DATA_DAMAGE));

        assertThat(timeline().stream().filter(text -> text.startsWith("Another alert joins")))
                .hasSize(200);
        var payload = DataConverters.standard().toPayload(status()).orElseThrow();
        assertThat(payload.getSerializedSize()).isLessThan(500_000);
    }

    private void whileAsked(Runnable then) {
        personSays(notice -> {
            then.run();
            return says(Choice.APPROVE);
        });
    }

    private static Alert alert(boolean firing) {
        return alert(firing, "cf64f4be588951f8", "error rate high");
    }

    private static Alert alert(boolean firing, String fingerprint, String summary) {
        return new Alert(
                fingerprint,
                firing,
                Instant.parse("2026-11-20T20:43:40Z"),
                Map.of("alertname", "HighErrorRate"),
                Map.of("summary", summary),
                "");
    }
}
