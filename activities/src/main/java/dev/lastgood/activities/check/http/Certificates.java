package dev.lastgood.activities.check.http;

import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The certificates of servers. */
final class Certificates {
    private Certificates() {}

    /** Adds what is wrong with how long the server's certificate is still valid. One that is trusted by itself is not looked at before. */
    static void validFor(@Nullable SSLSession session, Duration wanted, List<String> wrong) {
        if (session == null) {
            wrong.add("it came without TLS, so there is no certificate");
            return;
        }
        try {
            var certificate = (X509Certificate) session.getPeerCertificates()[0];
            Instant end = certificate.getNotAfter().toInstant();
            Duration left = Duration.between(Instant.now(), end);
            if (left.isNegative()) {
                wrong.add("its certificate has expired (" + date(end) + ")");
            } else if (left.compareTo(wanted) < 0) {
                wrong.add("its certificate is valid for " + days(left) + " more, until " + date(end)
                        + ", expected at least " + days(wanted));
            }
        } catch (SSLPeerUnverifiedException e) {
            wrong.add("it showed no certificate");
        }
    }

    private static String date(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String days(Duration duration) {
        return duration.toDays() == 1 ? "1 day" : duration.toDays() + " days";
    }

    /** What is wrong with a server's certificate, where that is why it could not be asked; null where it is not. */
    static @Nullable String refused(Throwable failure) {
        boolean tls = false;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException) {
                return "its certificate has expired (" + at.getMessage() + ")";
            }
            if (String.valueOf(at.getMessage()).contains("unable to find valid certification path")) {
                return "its certificate is signed by nobody whom this worker trusts; name the authority's file in 'ca'";
            }
            if (String.valueOf(at.getMessage()).matches("No (subject alternative|name matching).*")) {
                return "its certificate is for another host (" + at.getMessage() + ")";
            }
            tls |= at instanceof SSLException;
        }
        return tls ? "TLS: " + failure.getMessage() : null;
    }
}
