package dev.lastgood.activities.alerting;

import dev.lastgood.activities.support.Http;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** HTTP that trusts the authorities of one file, and no others. */
final class Trust {
    private Trust() {}

    static Http http(String ca) {
        try (InputStream pem = Files.newInputStream(Path.of(ca))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return new Http(Http.builder().sslContext(context).build());
        } catch (IOException | GeneralSecurityException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "ca: no certificates can be read from " + ca + ": " + e.getMessage(), e);
        }
    }
}
