package dev.lastgood.activities.support;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** HTTP as adapters need it: an answer with its time, and words for what goes wrong. */
public final class Http {
    private final HttpClient client;

    public Http() {
        this(builder().build());
    }

    public Http(HttpClient client) {
        this.client = client;
    }

    /** A client as adapters have it, for what differs. */
    public static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL);
    }

    /**
     * @param took from the request to the end of the answer's body
     * @param tls null where the answer came in clear
     */
    public record Answer(
            int status,
            String body,
            Duration took,
            HttpHeaders headers,
            @Nullable SSLSession tls) {
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    /** @throws io.temporal.failure.ApplicationFailure CONFIGURATION when it is no URL; it is quoted without credentials */
    public static HttpRequest.Builder request(String url, Duration timeout) {
        try {
            return HttpRequest.newBuilder(new URI(url)).timeout(timeout).header("User-Agent", "lastgood");
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "'" + Redaction.clean(url) + "' is not a URL; write it as http://host/path or https://host/path");
        }
    }

    /**
     * The request's timeout holds to the end of the answer's body.
     *
     * @throws IOException in words: refused, no answer in time, host not known; never with the request's headers
     */
    public Answer send(HttpRequest request) throws IOException {
        long begun = System.nanoTime();
        var asked = client.sendAsync(request, BodyHandlers.ofString());
        try {
            var response = request.timeout().isPresent()
                    ? asked.get(request.timeout().get().toNanos(), TimeUnit.NANOSECONDS)
                    : asked.get();
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - begun),
                    response.headers(),
                    response.sslSession().orElse(null));
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for " + host(request));
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw late(request, begun, e);
        } catch (ExecutionException e) {
            throw explain(request, begun, e.getCause() == null ? e : e.getCause());
        }
    }

    private static IOException explain(HttpRequest request, long begun, Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return late(request, begun, failure);
        }
        if (failure instanceof ConnectException) {
            return failure.getCause() instanceof UnresolvedAddressException
                    ? new IOException("host " + request.uri().getHost() + " is not known", failure)
                    : new Refused(host(request) + " refused the connection", failure);
        }
        return new IOException(host(request) + " broke off the connection: " + failure.getMessage(), failure);
    }

    private static IOException late(HttpRequest request, long begun, Throwable cause) {
        long seconds = Math.round((System.nanoTime() - begun) / 1e9);
        return new IOException(host(request) + " did not answer within " + seconds + " s", cause);
    }

    /** Nobody listens there. */
    public static final class Refused extends IOException {
        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static String host(HttpRequest request) {
        URI uri = request.uri();
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
