package dev.lastgood.activities.check.http;

import dev.lastgood.activities.support.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Where an answer sends the asker. What identifies them stays with the host that it is meant for. */
final class Redirect {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> HARMLESS = Set.of("user-agent", "accept", "accept-language", "content-type");

    private Redirect() {}

    /** The next request; null where the answer sends nowhere, or from TLS into the clear. */
    static @Nullable HttpRequest of(HttpRequest asked, Http.Answer answer) {
        String location = answer.headers().firstValue("Location").orElse(null);
        if (location == null || !STATUSES.contains(answer.status())) {
            return null;
        }
        URI from = asked.uri();
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (!Set.of("http", "https").contains(scheme(to)) || (scheme(from).equals("https") && scheme(to).equals("http"))) {
            return null;
        }
        boolean get = asksAnew(asked.method(), answer.status());
        BiPredicate<String, String> kept = (name, value) -> (sameHost(from, to)
                        || HARMLESS.contains(name.toLowerCase(Locale.ROOT)))
                && !(get && name.equalsIgnoreCase("content-type"));
        HttpRequest.Builder next = HttpRequest.newBuilder(asked, kept).uri(to);
        return (get ? next.GET() : next).build();
    }

    /** As browsers do: the answer to a form is fetched, not sent once more. */
    private static boolean asksAnew(String method, int status) {
        return status == 303 && !method.equals("HEAD") || status < 303 && method.equals("POST");
    }

    private static boolean sameHost(URI one, URI other) {
        return scheme(one).equals(scheme(other))
                && String.valueOf(one.getAuthority()).equalsIgnoreCase(String.valueOf(other.getAuthority()));
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }
}
