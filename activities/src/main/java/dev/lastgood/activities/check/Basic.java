package dev.lastgood.activities.check;

import dev.lastgood.activities.Settings;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who asks, where a name and a password are wanted. */
public record Basic(
        @Describe("The user's name") String user,
        @Describe("Where the password is") SecretRef password) {

    /** Adds what identifies the asker: a bearer token, or a name and a password. */
    public static void authorize(
            HttpRequest.Builder request, Settings settings, @Nullable SecretRef token, @Nullable Basic basic) {
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + settings.secret(token));
        } else if (basic != null) {
            request.setHeader("Authorization", basic.header(settings.secret(basic.password())));
        }
    }

    /** As the header has it. */
    public String header(String resolved) {
        String both = user + ":" + resolved;
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
