package dev.lastgood.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the rules that are checked in together with the catalogs that they are made of. */
@Tag("T7")
class CheckedInRulesTest {
    private static final String HOW = "mvn -q -pl catalog -am test -Dtest=CheckedInRulesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dlastgood.rules.write=true";

    @ParameterizedTest
    @CsvSource({
        "rules, my-service, production, my-service.yml",
        "examples/000-huntaze-onboarding, huntaze-app, production, rules.yml",
        "examples/001-huntaze-beta, huntaze-beta, production, rules.yml",
        "examples/002-ai-saas, ai-saas-web, production, rules.yml",
        "examples/003-hotdash, hotdash, staging, rules.yml",
        "examples/004-kompass, kompass, production, rules.yml"
    })
    void areWhatTheCatalogBesideThemMakes(String folder, String service, String environment, String file)
            throws IOException {
        Path rules = Path.of("..").resolve(folder).resolve(file);
        String made = Catalog.load(rules.resolveSibling("lastgood.yml"))
                .prometheusRules(new ServiceRef(environment, service));
        if (Boolean.getBoolean("lastgood.rules.write")) {
            Files.writeString(rules, made);
        }

        assertThat(rules).as("run '%s', and commit it", HOW).hasContent(made);
    }
}
