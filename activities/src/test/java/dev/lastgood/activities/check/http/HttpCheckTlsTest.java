package dev.lastgood.activities.check.http;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("V1")
class HttpCheckTlsTest {
    @TempDir
    Path folder;

    private TlsForTests tls;
    private Site site;

    @BeforeEach
    void open() throws Exception {
        tls = TlsForTests.validFrom(folder, "-1d", 31);
        site = Site.withTls(tls.context()).on("/health", 200, "ok");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theDaysThatTheCertificateHasLeftAreCounted() {
        assertThat(ask(Map.of("ca", tls.certificate().toString(), "tls-valid-for", "14d")).passed())
                .isTrue();
        assertThat(ask(Map.of("ca", tls.certificate().toString(), "tls-valid-for", "60d")))
                .satisfies(it -> {
                    assertThat(it.verdict()).isEqualTo(FAILED);
                    assertThat(it.detail())
                            .matches("answered 200 in .*, its certificate is valid for (29|30) days more, until"
                                    + " \\d{4}-\\d\\d-\\d\\d, expected at least 60 days");
                });
    }

    @Test
    void aCertificateOfNobodyWeTrustFailsAndSaysWhatToDo() {
        assertThat(ask(Map.of()).detail()).contains("signed by nobody whom this worker trusts", "'ca'");
    }

    @Test
    void anExpiredCertificateFailsAndSaysSo() throws Exception {
        TlsForTests old = TlsForTests.validFrom(folder, "-10d", 5);
        try (Site expired = Site.withTls(old.context()).on("/health", 200, "ok")) {
            CheckResult result = Checks.ask(
                    new HttpCheck(Given.settings()),
                    Map.of("url", expired.url("/health"), "ca", old.certificate().toString()));

            assertThat(result.verdict()).isEqualTo(FAILED);
            assertThat(result.detail()).startsWith("its certificate has expired");
        }
    }

    @Test
    void withoutTlsThereIsNoCertificate() throws Exception {
        try (Site plain = new Site().on("/health", 200, "ok")) {
            assertThat(Checks.ask(
                                    new HttpCheck(Given.settings()),
                                    Map.of("url", plain.url("/health"), "tls-valid-for", "14d"))
                            .detail())
                    .endsWith("it came without TLS, so there is no certificate");
        }
    }

    @Test
    @Tag("V10")
    void aFileThatHoldsNoCertificatesIsToldOf() throws Exception {
        Path file = Files.writeString(folder.resolve("no.pem"), "-----BEGIN CERTIFICATE-----\nx\n");

        assertThat(ask(Map.of("ca", file.toString())).detail()).startsWith("could not be asked: ca: " + file);
    }

    private CheckResult ask(Map<String, Object> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("url", site.url("/health"));
        return Checks.ask(new HttpCheck(Given.settings()), settings);
    }
}
