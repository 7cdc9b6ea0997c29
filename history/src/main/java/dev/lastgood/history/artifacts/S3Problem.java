package dev.lastgood.history.artifacts;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what S3 refused, where, and what to do. */
final class S3Problem {
    private S3Problem() {}

    static IOException explain(String what, URI uri, S3Settings settings, SdkException failure) {
        String server =
                settings.endpoint() == null ? "AWS" : settings.endpoint().toString();
        return new IOException(uri + " " + what + " on " + server + ": " + reason(settings, failure), failure);
    }

    private static String reason(S3Settings settings, SdkException failure) {
        if (!(failure instanceof S3Exception answer)) {
            return failure.getMessage() + ". Check endpoint, region, credentials and network";
        }
        return switch (answer.statusCode()) {
            case 401, 403 ->
                "access denied. Check the credentials, and that they may get, put and list in the bucket "
                        + settings.bucket();
            case 404 -> "there is no bucket " + settings.bucket() + ". Create it, or correct artifacts.bucket";
            default -> "status " + answer.statusCode() + ", " + answer.getMessage();
        };
    }
}
