package dev.lastgood.standalone.demo.world;

import com.samskivert.mustache.Mustache;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What a real Alertmanager posts (its webhook's payload, version 4) when the shop's error rate is high. */
public final class AlertBody {
    private AlertBody() {}

    /**
     * @param shop its public address
     * @param errorPercent of the requests
     */
    public static String firing(ServiceRef service, String shop, long errorPercent, Instant startsAt) {
        return Mustache.compiler()
                .escapeHTML(false)
                .compile(Resources.text("alert.mustache"))
                .execute(Map.of(
                        "environment", service.environment(),
                        "service", service.service(),
                        "instance", shop.replaceFirst("^https?://", ""),
                        "shop", shop,
                        "errors", errorPercent,
                        "startsAt", startsAt.truncatedTo(ChronoUnit.MILLIS),
                        "fingerprint", "cf64f4be588951f8"));
    }
}
