package dev.lastgood.workflows.salvage;

import dev.lastgood.workflows.activities.SalvageActivities;
import dev.lastgood.workflows.activities.SalvageActivities.Applied;
import dev.lastgood.workflows.activities.SalvageActivities.Apply;
import dev.lastgood.workflows.activities.SalvageActivities.Extract;
import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.Query;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import dev.lastgood.workflows.support.Teller;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** {@inheritDoc} */
public final class SalvageWorkflow implements Salvage {
    private final Order order;
    private final Ports ports;
    private String doing = "begins";

    @WorkflowInit
    public SalvageWorkflow(Order order) {
        this.order = order;
        this.ports = new Ports(order.service().taskQueue());
    }

    @Override
    public Result salvage(Order same) {
        String id = Salvage.id(order.service().ref());
        if (!id.equals(Workflow.getInfo().getWorkflowId())) {
            throw Failures.permanent(
                    FailureType.BAD_START, "a salvage must run as " + id + ", which makes it the only one");
        }
        Database database = order.service().database();
        if (database == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, order.service().ref() + " has no database in the catalog");
        }
        Extracted extracted = port("Keep the rows that the restore gave up as files")
                .extract(new Extract(order.service().ref(), database, order.rollback(), order.changed()));
        if (order.until() == Until.EXTRACT || extracted.rows() == 0) {
            return new Result(extracted, null, null);
        }
        var query = new Query(extracted.rollback(), database, order.tables(), order.fireTriggers());
        if (order.until() == Until.PREVIEW) {
            return new Result(extracted, port("Look which rows can go back").preview(query), null);
        }
        String run = Workflow.getInfo().getFirstExecutionRunId();
        Applied applied = port("Put the rows back that can go back").apply(new Apply(query, run, order.by()));
        tell(extracted, applied);
        return new Result(extracted, applied.preview(), applied);
    }

    @Override
    public State state() {
        return new State(order.by(), order.until(), doing);
    }

    private SalvageActivities port(String what) {
        doing = what;
        return ports.lasting(SalvageActivities.class, what);
    }

    private void tell(Extracted extracted, Applied applied) {
        List<String> lines = new ArrayList<>();
        lines.add(applied.detail());
        long out = applied.preview().leftOut();
        if (out > 0) {
            lines.add(out + " rows were left out; they and the reasons are kept as files with the rollback's report");
        }
        new Teller(order.service(), extracted.rollback(), order.by(), "rows that a restore gave up are put back")
                .tell(
                        Notice.Kind.REMINDER,
                        order.service().ref() + ": rows that the restore gave up were put back",
                        lines);
    }
}
