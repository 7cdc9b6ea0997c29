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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("V1")
class HttpCheckTlsTest {
    @TempDir
    static Path folder;

    private static TlsForTests tls;
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        tls = TlsForTests.ofItself(folder, "-1d", 31);
        site = Site.withTls(tls.context()).on("/health", 200, "ok");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void theDaysThatTheCertificateHasLeftAreCounted() {
        assertThat(ask(Map.of("ca", tls.certificate().toString(), "tls-valid-for", "14d"))
                        .passed())
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
    void anExpiredCertificateFailsAndSaysSoWhoeverSignedIt() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(ask(TlsForTests.ofItself(folder, "-10d", 5)).detail()).contains("its certificate has expired (20");
        assertThat(ask(TlsForTests.ofAnAuthority(other, "ip:127.0.0.1", "-10d", 5))
                        .detail())
                .startsWith("its certificate has expired (");
    }

    @Test
    void aCertificateForAnotherHostFailsAndSaysSo() throws Exception {
        Path other = Files.createDirectory(folder.resolve("another"));

        assertThat(ask(TlsForTests.ofAnAuthority(other, "dns:shop.example.com", "-1d", 30))
                        .detail())
                .startsWith("its certificate is for another host (");
    }

    private static CheckResult ask(TlsForTests tls) throws Exception {
        try (Site site = Site.withTls(tls.context()).on("/health", 200, "ok")) {
            CheckResult result = Checks.ask(
                    new HttpCheck(Given.settings()),
                    Map.of("url", site.url("/health"), "ca", tls.certificate().toString()));
            assertThat(result.verdict()).isEqualTo(FAILED);
            return result;
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
