package dev.lastgood.workflows.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One event, and all that was decided about it.
 *
 * @param alert its name
 * @param routed whether a service of the catalog takes it
 * @param decisions the newest first
 */
public record AlertRow(
        String alert, String fingerprint, Instant startsAt, boolean routed, List<DecisionRow> decisions) {

    /** Those that no service takes come first, then the newest. */
    public static List<AlertRow> of(List<DecisionRow> decisions) {
        Map<String, List<DecisionRow>> events = new LinkedHashMap<>();
        decisions.forEach(
                it -> events.computeIfAbsent(it.fingerprint() + "@" + it.startsAt(), event -> new ArrayList<>())
                        .add(it));
        return events.values().stream()
                .map(AlertRow::event)
                .sorted(Comparator.comparing(AlertRow::routed))
                .toList();
    }

    private static AlertRow event(List<DecisionRow> decisions) {
        DecisionRow newest = decisions.get(0);
        boolean routed = decisions.stream().anyMatch(it -> it.service() != null);
        return new AlertRow(newest.alert(), newest.fingerprint(), newest.startsAt(), routed, decisions);
    }
}
