package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.model.Alert;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The service's alerts, as far as this triage has heard of them. */
final class Heard {
    private static final int MOST = 500;

    /** By fingerprint, the newest word of each. */
    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    private final Set<String> known = new HashSet<>();

    Heard(@Nullable Alert own) {
        if (own != null) {
            take(own);
        }
    }

    /** @return whether it is news */
    boolean take(Alert alert) {
        boolean news = known.add(alert.event() + (alert.firing() ? "" : " resolved"));
        Alert last = alerts.get(alert.fingerprint());
        // A late repeat of what is over says nothing new.
        if (last == null || !alert.startsAt().isBefore(last.startsAt()) && (news || last.firing() == alert.firing())) {
            alerts.put(alert.fingerprint(), alert);
        }
        return news;
    }

    /** Those of the alerts that fire; of a storm the first hundreds. */
    List<String> events() {
        return alerts.values().stream()
                .filter(Alert::firing)
                .map(Alert::event)
                .limit(MOST)
                .toList();
    }

    /** While any of them fires. */
    boolean firing() {
        return alerts.values().stream().anyMatch(Alert::firing);
    }
}
