package dev.lastgood.starter;

import dev.lastgood.workflows.activities.DisplacedActivities.Found;
import dev.lastgood.workflows.activities.DisplacedActivities.Kept;
import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.File;
import dev.lastgood.workflows.activities.ShadowActivities.Listed;
import dev.lastgood.workflows.displaced.KeepDisplaced;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.salvage.Salvage;
import dev.lastgood.workflows.shadows.ShadowOutcome;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicQueryHandler;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whatever a service has beside its rollbacks: each answers at once, as if a server had been looked at. */
public class FakeKeeping implements DynamicWorkflow {
    static final String DISPLACED = "shop_displaced_1a2b3c4d";

    @Override
    public Object execute(EncodedValues order) {
        return switch (Workflow.getInfo().getWorkflowType()) {
            case "ShadowList" -> new Listed(List.of(ready()));
            case "WarmShadow" -> forever();
            case "RestorePoint" -> new ShadowOutcome(true, "shop_point_1a2b3c4d stands ready", ready());
            case "ListDisplaced" -> new Found(List.of(kept()), Duration.ofDays(7));
            case "KeepDisplaced" -> decided();
            case "Salvage" -> salvaged(order.get(0, Salvage.Order.class));
            default -> throw new IllegalStateException("no such workflow here");
        };
    }

    private static ReadyShadow ready() {
        return new ReadyShadow(
                ShadowSource.WARM, "shop_lg", "shop.sql.gz", Instant.EPOCH, Instant.EPOCH, 1, null, null, false);
    }

    private static Kept kept() {
        return new Kept(DISPLACED, 16385, "1a2b3c4d", "displaced: it was live until the swap", true, null, 1000, 0);
    }

    private static Object forever() {
        Workflow.await(() -> false);
        throw new IllegalStateException("never here");
    }

    /** Ends with the first decision. */
    private static String decided() {
        KeepDisplaced.Decision[] decision = new KeepDisplaced.Decision[1];
        Workflow.registerListener(
                (DynamicSignalHandler) (name, values) -> decision[0] = values.get(0, KeepDisplaced.Decision.class));
        Workflow.registerListener(
                (DynamicQueryHandler) (name, values) -> new KeepDisplaced.State(null, false, "not looked yet", 0));
        Workflow.await(() -> decision[0] != null);
        return decision[0].keepUntil() == null ? "dropped for " + decision[0].by() : "kept for " + decision[0].by();
    }

    private static Salvage.Result salvaged(Salvage.Order order) {
        var extracted = new Extracted(
                new RollbackRef(order.service().ref(), "1a2b3c4d"),
                DISPLACED,
                Instant.EPOCH,
                List.of(new File(order.until() + " " + order.tables() + " for " + order.by(), 39, 0)),
                List.of());
        return new Salvage.Result(extracted, null, null);
    }
}
