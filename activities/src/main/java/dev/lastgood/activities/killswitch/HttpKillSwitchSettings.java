package dev.lastgood.activities.killswitch;

import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kill switch that is set by one HTTP request. */
public record HttpKillSwitchSettings(
        @Describe("Where it is set") String url,
        @Describe("POST, PUT or PATCH") @Default("POST") String method,
        @Describe("Where the bearer token is") @Nullable SecretRef token,

        @Describe("The JSON to send; the texts {active} and {reason} in it are filled in")
        @Default("{\"active\": \"{active}\", \"reason\": \"{reason}\"}")
        Map<String, Object> body,

        @Describe("How long one request may take") @Default("10s")
        Duration timeout,

        @Describe("Where it can be read back") @Nullable ReadBack readBack) {

    /** A kill switch that can be read. */
    public record ReadBack(
            @Describe("Where it is read, by GET and with the same token")
            String url,

            @Describe("JSON pointer of the value that is true while the kill switch is on") @Default("/active")
            String pointer) {}
}
