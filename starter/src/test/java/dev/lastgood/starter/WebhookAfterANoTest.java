package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.triage.Triage;
import dev.lastgood.workflows.triage.TriageStatus;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alertmanager sends an alert again for as long as it fires, whatever a person has said of it. */
@Tag("T4")
class WebhookAfterANoTest extends WorkerTestBase {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");

    @Override
    Catalog catalog() {
        return new Catalog(List.of(new Catalog.Entry(Lab.deciding("shop", Action.VETO), Map.of("service", "shop"))));
    }

    @Override
    Class<?>[] more() {
        return new Class<?>[] {Cancelled.class};
    }

    @Test
    void itsRepeatIsIgnoredWithThatWordAndAnotherAlertIsDecidedAbout() {
        Instant since = Instant.now();
        starter.alert(Alerts.firingSince(since, "shop"));
        var triages = new TriageClient(temporal.client());
        triages.cancel(SHOP, "anna", "a load test");
        Awaitility.await().until(() -> !triages.runs(SHOP));

        Web.Reply repeated = starter.alert(Alerts.firingSince(since, "shop"));
        Web.Reply other = starter.alert(Alerts.firingSince(since.plusSeconds(60), "shop"));

        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.text("/alerts/0/decision")).isEqualTo("IGNORED");
        assertThat(repeated.text("/message")).contains("cancelled by anna: a load test", "lastgood start");
        assertThat(other.text("/alerts/0/decision")).isEqualTo("WAITING");
    }

    /** Ends with a person's word and nothing else. No activity, so that only the edge is tested. */
    public static class Cancelled implements Triage {
        private Rollback.Cancel cancel;

        @Override
        public Outcome run(Order order) {
            Workflow.await(() -> cancel != null);
            return new Outcome(
                    Outcome.Kind.CANCELLED,
                    "cancelled by " + cancel.person() + ": " + cancel.reason(),
                    cancel.person(),
                    null,
                    Instant.ofEpochMilli(Workflow.currentTimeMillis()),
                    List.of(order.request().cause().alert().event()));
        }

        @Override
        public TriageStatus status() {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Taken answer(Reply reply) {
            throw new IllegalStateException("nobody answers");
        }

        @Override
        public void alert(Alert alert) {}

        @Override
        public void cancel(Rollback.Cancel who) {
            cancel = who;
        }
    }
}
