package dev.lastgood.workflows.hold;

import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.Teller;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@inheritDoc} */
public final class KeepHoldWorkflow implements KeepHold {
    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public String keep(Order order) {
        String what = what(order.hold());
        if (order.lifted()) {
            tell(
                    order,
                    what + " is over, lifted by " + order.by(),
                    List.of("Alerts roll services back by themselves again."));
            return "lifted by " + order.by();
        }
        tell(order, what + " stands: nothing is rolled back by itself", lines(order.hold()));
        Instant until = order.hold().until();
        while (until == null || now().isBefore(until)) {
            Duration left = until == null ? DAY : Duration.between(now(), until);
            Workflow.sleep(left.compareTo(DAY) < 0 ? left : DAY);
            if (until == null || now().isBefore(until)) {
                tell(order, what + " still stands: nothing is rolled back by itself", lines(order.hold()));
            }
        }
        tell(order, what + " is over, as its time is", List.of("Alerts roll services back by themselves again."));
        return "its time was over";
    }

    private static String what(Hold hold) {
        return hold.kind() == Hold.Kind.BRAKE
                ? "The brake"
                : "The pause of " + (hold.scope().equals(ALL) ? "all services" : hold.scope());
    }

    private static List<String> lines(Hold hold) {
        List<String> lines = new ArrayList<>();
        lines.add("Why: " + hold.reason() + " (" + hold.by()
                + (hold.since() == null ? "" : ", since " + Words.minute(hold.since())) + ")");
        lines.add("Until: " + (hold.until() == null ? "somebody lifts it" : Words.minute(hold.until())));
        lines.add("Alerts are recorded and told meanwhile. People can still start a rollback: lastgood start");
        lines.add("To lift it: " + command(hold));
        return lines;
    }

    private static String command(Hold hold) {
        if (hold.kind() == Hold.Kind.BRAKE) {
            return "lastgood brake rearm --by YOU";
        }
        return hold.lifting() + " --by YOU";
    }

    private static void tell(Order order, String headline, List<String> lines) {
        String key = RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId());
        new Teller(
                        order.channels(),
                        new RollbackRef(new ServiceRef(ALL, ALL), key),
                        Map.of("reason", order.hold().reason()))
                .tell(Notice.Kind.DECISION, headline, lines);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
