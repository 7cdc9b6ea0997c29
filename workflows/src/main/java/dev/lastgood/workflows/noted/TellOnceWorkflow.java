package dev.lastgood.workflows.noted;

import dev.lastgood.workflows.support.Teller;
import io.temporal.workflow.Workflow;

/** {@inheritDoc} */
public final class TellOnceWorkflow implements TellOnce {
    @Override
    public String tell(Order order) {
        var notice = order.notice();
        new Teller(order.channels(), notice.rollback(), notice.facts())
                .tell(notice.kind(), notice.headline(), notice.lines());
        Workflow.sleep(order.quiet());
        return "told";
    }
}
