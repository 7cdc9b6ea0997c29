package dev.lastgood.workflows.salvage;

import dev.lastgood.workflows.activities.SalvageActivities.Applied;
import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.Preview;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the rows that a restore gave up as files, says which of them can go back, and puts those back when asked to. */
@WorkflowInterface
public interface Salvage {

    /** One at a time of a service and environment. */
    static String id(ServiceRef service) {
        return "salvage-" + service.environment() + "-" + service.service();
    }

    @WorkflowMethod(name = "Salvage")
    Result salvage(Order order);

    @QueryMethod(name = "state")
    State state();

    /** How far it goes. */
    enum Until {
        EXTRACT,
        PREVIEW,
        APPLY
    }

    /**
     * @param rollback its key or id; null: the one whose restore is live now
     * @param tables none: all
     * @param changed whether rows that live has with other values are written as files too; they are never put back
     * @param fireTriggers whether the application's triggers fire for rows that are put back
     * @param by who asked
     */
    record Order(
            Service service,
            @Nullable String rollback,
            List<String> tables,
            boolean changed,
            boolean fireTriggers,
            Until until,
            String by) {}

    /** @param applied null where nothing was to be put back */
    record Result(
            Extracted extracted,
            @Nullable Preview preview,
            @Nullable Applied applied) {}

    /** @param doing what it does just now, as words */
    record State(String by, Until until, String doing) {}
}
