package dev.lastgood.activities.killswitch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON that a kill switch is sent, from its template; built as a tree, so that no reason can break out of its text. */
final class KillSwitchBody {
    private KillSwitchBody() {}

    /** {@code {active}} alone becomes true or false; {@code {reason}} is put into its text. */
    static Object fill(Object template, boolean active, String reason) {
        if (template instanceof Map<?, ?> map) {
            var filled = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> filled.put(String.valueOf(key), fill(value, active, reason)));
            return filled;
        }
        if (template instanceof List<?> list) {
            return list.stream().map(it -> fill(it, active, reason)).toList();
        }
        if ("{active}".equals(template)) {
            return active;
        }
        return template instanceof String text ? text.replace("{reason}", reason) : template;
    }
}
