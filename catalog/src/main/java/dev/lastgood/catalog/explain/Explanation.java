package dev.lastgood.catalog.explain;

import dev.lastgood.workflows.decision.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be decided.
 *
 * @param notes what was not looked at
 */
public record Explanation(Instant at, List<Explained> alerts, List<String> notes) {

    /**
     * Of one alert.
     *
     * @param services those that take it
     * @param note why nothing would be decided, where that is so
     */
    public record Explained(
            String summary,
            boolean firing,
            Instant startsAt,
            Map<String, String> labels,
            List<OfService> services,
            @Nullable String note) {}

    /**
     * For one service.
     *
     * @param then what would be done
     */
    public record OfService(String service, String environment, Decision decision, String then) {}
}
