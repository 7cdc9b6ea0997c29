package dev.lastgood.starter.webhook;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads a message's bytes, at most so many, whatever it said of its length and however well it is packed. */
final class Body {
    static final int MAX = 1024 * 1024;

    private Body() {}

    /** @param encoding the header Content-Encoding */
    static byte[] read(InputStream body, @Nullable String encoding) throws IOException {
        String how = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (how) {
            case "", "identity" -> limited(body);
            case "gzip", "x-gzip" -> unpacked(body);
            default ->
                throw new ResponseStatusException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "a body can be sent as it is or with Content-Encoding: gzip; this one is said to be something else");
        };
    }

    private static byte[] unpacked(InputStream body) throws IOException {
        byte[] packed = limited(body);
        try (InputStream gzip = new GZIPInputStream(new java.io.ByteArrayInputStream(packed))) {
            return limited(gzip);
        } catch (ZipException | java.io.EOFException e) {
            throw new RollbackProblem(
                    Kind.BAD_REQUEST, "the body is said to be gzip, and is not, or was cut off: " + e.getMessage(), e);
        }
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX + 1);
        if (bytes.length > MAX) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body is larger than " + MAX + " bytes; set max_alerts in Alertmanager's webhook_config");
        }
        return bytes;
    }
}
