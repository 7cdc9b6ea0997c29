package dev.lastgood.catalog.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastgood.catalog.CatalogFixture;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.support.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    private final Secrets secrets = new Secrets(Map.of("TOKEN", "hunter2", "EMPTY", ""));

    private ApplicationFailure refusal(String reference) {
        return catchThrowableOfType(ApplicationFailure.class, () -> secrets.resolve(new SecretRef(reference)));
    }

    @Test
    void fromTheEnvironment() {
        assertThat(secrets.resolve(new SecretRef("env:TOKEN"))).isEqualTo("hunter2");
    }

    @Test
    void fromAFileWithoutTheNewlineThatEndsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("pw"), " hunter2\n\n");
        assertThat(secrets.resolve(new SecretRef("file:" + file))).isEqualTo(" hunter2\n");
    }

    @Test
    void aMissingVariableIsNamed() {
        ApplicationFailure refused = refusal("env:NO_SUCH");
        assertThat(refused.getType()).isEqualTo(FailureType.CONFIGURATION.name());
        assertThat(refused.getOriginalMessage())
                .isEqualTo("secret env:NO_SUCH: the environment variable is not set; set it before starting");
    }

    @Test
    void anEmptyVariableIsAMissingOne() {
        assertThat(refusal("env:EMPTY").getOriginalMessage()).startsWith("secret env:EMPTY: ");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(refusal("file:" + folder + "/none").getOriginalMessage())
                .startsWith("secret file:" + folder + "/none: no such file");
    }

    @Test
    void aFileThatIsNoTextIsRefusedWithoutItsBytes() throws Exception {
        Path file = Files.write(folder.resolve("raw"), new byte[] {(byte) 0xff, 'h', 'i'});
        assertThat(refusal("file:" + file).getOriginalMessage()).endsWith("can't be read as text");
    }

    @Test
    void allThatAServiceLacksHereIsFoundWithItsPlace() {
        Service service = CatalogFixture.load("""
                        channels:
                          incidents: {type: slack, webhook: env:SLACK}
                        services:
                          shop:
                            impact: degraded
                            kill-switch: {type: http, url: x, token: env:TOKEN}
                            release: {type: git, hosts: [{key: env:DEPLOY_KEY}]}
                            database: {type: postgresql, server: "a:1", name: b, user: c, password: env:DB}
                            evidence: [{type: log, name: app, login: env:LOG}]
                            checks: [{type: promql, name: rate, token: env:PROM}]
                            watch: {checks: [{type: promql, name: p95, token: env:P95}]}
                            environments: {production: {}}
                        """).get("shop", null);
        assertThat(secrets.missing(service))
                .extracting(it -> it.where() + " " + it.secret())
                .containsExactly(
                        "shop (production): release.hosts.key env:DEPLOY_KEY",
                        "shop (production): database.password env:DB",
                        "shop (production): evidence.app.login env:LOG",
                        "shop (production): checks.rate.token env:PROM",
                        "shop (production): watch.checks.p95.token env:P95",
                        "shop (production): channels.incidents.webhook env:SLACK");
    }

    @Test
    void noneOfItsWordsShowsAValue() {
        assertThat(secrets.toString()).doesNotContain("hunter2");
    }
}
