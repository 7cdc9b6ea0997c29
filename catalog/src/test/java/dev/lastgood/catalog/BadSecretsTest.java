package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that stands in the catalog itself is refused, and is never repeated. */
class BadSecretsTest {
    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "'env:'", "env:9X", "ENV:PW", "file:relative", "1234567", "env:hunter2 x"})
    void aSecretWrittenInClearIsRefusedAndNotQuoted(String secret) {
        assertThat(problems(shop("database: {type: postgresql, server: \"db:5432\", name: shop, user: app, password: "
                        + secret + "}")))
                .containsExactly("lastgood.yml:4: services.shop.database.password:"
                        + " a secret's place must stand here, not a value; write env:NAME or file:/absolute/path");
    }

    @Test
    void aSecretInAnAdapterThatNobodyToldOf() {
        assertThat(problems("channels:\n  ops: {type: pager, routing: {api-key: hunter2}}\n" + shop("")))
                .containsExactly("lastgood.yml:2: channels.ops.routing.api-key:"
                        + " a secret's place must stand here, not a value; write env:NAME or file:/absolute/path");
    }

    @Test
    void anAddressWithAPasswordInIt() {
        assertThat(problems(shop("release: {type: git, remote: 'https://bot:hunter2@git.example.com/shop'}")))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:4: services.shop.release.remote: an address with a password in it")
                .doesNotContain("hunter2");
    }

    @Test
    void aTokenInClearInAFlowIsRefusedThoughBracesStandBesideIt() {
        assertThat(problems(shop("checks: [{name: a, type: http-flow, steps: [{name: s, ask: {url: \"http://x\","
                        + " headers: {Authorization: \"Bearer hunter2{{x}}\"}}}]}]")))
                .singleElement()
                .asString()
                .contains("a secret's place must stand here")
                .doesNotContain("hunter2");
    }

    @Test
    void aPasswordThatYamlTakesForAnAliasOrATagIsNotQuoted() {
        assertThat(problems(shop("database: {password: *hunter2}")).toString())
                .isNotEqualTo("[]")
                .doesNotContain("hunter2");
        assertThat(problems(shop("database: {password: !hunter2 x}")).toString())
                .isNotEqualTo("[]")
                .doesNotContain("hunter2");
    }
}
