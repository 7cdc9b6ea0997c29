package dev.lastgood.activities.check.http;

import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Trust;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One client for each way of connecting, as each has threads of its own. */
final class Clients {
    private final Map<String, Http> clients = new ConcurrentHashMap<>();
    private final @Nullable CookieManager cookies;

    /** @param cookies what they share; null where cookies are left */
    Clients(@Nullable CookieManager cookies) {
        this.cookies = cookies;
    }

    Http of(HttpAsk how) {
        return clients.computeIfAbsent(version(how.ca()), it -> new Http(client(how)));
    }

    private HttpClient client(HttpAsk how) {
        HttpClient.Builder builder = Http.builder().followRedirects(HttpClient.Redirect.NEVER);
        if (how.ca() != null) {
            builder.sslContext(Trust.in(Path.of(how.ca())));
        }
        if (cookies != null) {
            builder.cookieHandler(cookies);
        }
        return builder.build();
    }

    /** A file that was renewed is read anew. */
    private static String version(@Nullable String ca) {
        if (ca == null) {
            return "";
        }
        try {
            return ca + " " + Files.getLastModifiedTime(Path.of(ca));
        } catch (IOException e) {
            return ca;
        }
    }
}
