package dev.lastgood.workflows.hold;

import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pause or the brake, as long as it stands. What holds is read from its memo, with no worker up: so setting it anew and
 * lifting it are new runs that take the place of the old one. The workflow itself tells people, reminds them, and ends.
 */
@WorkflowInterface
public interface KeepHold {
    /** The scope of a pause of all services, and of the brake. */
    String ALL = Hold.ALL;

    String BRAKE_ID = "brake";

    @WorkflowMethod(name = "KeepHold")
    String keep(Order order);

    /**
     * @param lifted it no longer holds: tells people, and ends
     * @param by who sets or lifts it
     * @param channels where people are told
     */
    record Order(Hold hold, boolean lifted, String by, List<Channel> channels) {
        public Order {
            channels = channels == null ? List.of() : List.copyOf(channels);
        }

        /** As flat texts, which the Temporal UI shows as they are. */
        public Map<String, Object> memo() {
            Map<String, Object> memo = new LinkedHashMap<>();
            memo.put("kind", hold.kind().name());
            memo.put("scope", hold.scope());
            memo.put("by", hold.by());
            memo.put("reason", hold.reason());
            if (hold.since() != null) {
                memo.put("since", hold.since().toString());
            }
            if (hold.until() != null) {
                memo.put("until", hold.until().toString());
            }
            memo.put("lifted", String.valueOf(lifted));
            return memo;
        }
    }

    /** @param service null is all services */
    static String pauseId(@Nullable ServiceRef service) {
        return service == null ? "pause-all" : "pause-" + service.environment() + "-" + service.service();
    }
}
