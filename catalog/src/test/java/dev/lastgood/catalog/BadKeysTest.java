package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys that are unknown, missing, empty or there twice: each with its file, line and key, and what would be right. */
class BadKeysTest {
    @Test
    void anUnknownKeyNamesTheKeyMeant() {
        assertThat(problems(shop("databse: {}")))
                .containsExactly("lastgood.yml:4: services.shop.databse: unknown key; did you mean 'database'?");
    }

    @Test
    void anUnknownKeyAtTheTop() {
        assertThat(problems("service: {}\n" + shop("")))
                .containsExactly("lastgood.yml:1: service: unknown key; did you mean 'services'?");
    }

    @Test
    void anUnknownKeyAmongAnAdaptersSettings() {
        assertThat(problems(shop("kill-switch: {type: http, url: x, time-out: 5s}")))
                .containsExactly(
                        "lastgood.yml:4: services.shop.kill-switch.time-out: unknown key; did you mean 'timeout'?");
    }

    @Test
    void aKeyLikeNoOtherIsToldWhichThereAre() {
        assertThat(problems(shop("kill-switch: {type: http, url: x, zzzzzz: 5}")))
                .containsExactly("lastgood.yml:4: services.shop.kill-switch.zzzzzz: unknown key;"
                        + " known are body, headers, name, timeout, token, type, url");
    }

    @Test
    void aMistakeInTheDefaultsIsToldOnceAndThere() {
        assertThat(problems("defaults:\n  watch: {windw: 5m}\n" + shop("")))
                .containsExactly("lastgood.yml:2: defaults.watch.windw: unknown key; did you mean 'window'?");
    }

    @Test
    void aMistakeInAnEnvironmentIsToldThere() {
        assertThat(problems("""
                        services:
                          shop:
                            impact: degraded
                            environments:
                              production:
                                budgets: {stopp: 1m}
                        """))
                .containsExactly("lastgood.yml:6: services.shop.environments.production.budgets.stopp: unknown key;"
                        + " did you mean 'stop'?");
    }

    @Test
    void aMistakeInAnEnvironmentThatIsNoneIsToldOnce() {
        assertThat(problems("services: {shop: {impact: degraded, environments: {production: 5}}}"))
                .hasSize(1);
    }

    @Test
    void aMissingKeySaysWhatItMeans() {
        assertThat(problems("services:\n  shop:\n    environments: {production: {}, staging: {}}\n"))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:2: services.shop.impact: missing key; add it: What the fault does");
    }

    @Test
    void aMissingKeyOfAnAdapter() {
        assertThat(problems(shop("kill-switch: {type: http}")))
                .containsExactly(
                        "lastgood.yml:4: services.shop.kill-switch.url: missing key; add it: Where it is asked.");
    }

    @Test
    void anEntryWithoutAType() {
        assertThat(problems(shop("checks: [{name: health}]")))
                .containsExactly("lastgood.yml:4: services.shop.checks[0].type: missing key;"
                        + " add it: Which adapter asks it.");
    }

    @Test
    void noServices() {
        assertThat(problems("channels: {}"))
                .containsExactly("lastgood.yml:1: services: missing key; add it: The services under care, by name.");
        assertThat(problems("services: {}"))
                .containsExactly("lastgood.yml:1: services: nothing stands here; add at least one entry");
    }

    @Test
    void aServiceWithoutEnvironments() {
        assertThat(problems("services:\n  shop: {impact: degraded}\n"))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:2: services.shop.environments: missing key");
    }

    @Test
    void aKeyWithoutAValue() {
        assertThat(problems(shop("approval:")))
                .containsExactly("lastgood.yml:4: services.shop.approval: no value; write one, or remove the key");
    }

    @Test
    void aDuplicateService() {
        assertThat(problems(shop("") + "  shop: {impact: degraded}\n"))
                .containsExactly("lastgood.yml:5: services.shop: duplicate service; it stands already on line 2;"
                        + " keep one of them, or give one another name");
    }

    @Test
    void aDuplicateEnvironment() {
        assertThat(problems("services:\n  shop:\n    impact: degraded\n    environments:\n      p: {}\n      p: {}\n"))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:6: services.shop.environments.p: duplicate environment");
    }

    @Test
    void aDuplicateKey() {
        assertThat(problems(shop("impact: data-damage")))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:4: services.shop.impact: duplicate key; it stands already on line 3");
    }

    @Test
    void twoChecksOfOneName() {
        assertThat(problems(shop("checks:\n- {name: x, type: http, url: y}\n- {name: x, type: http, url: z}")))
                .containsExactly("lastgood.yml:6: services.shop.checks[1].name: duplicate name 'x';"
                        + " line 5 has it already; give each its own");
    }
}
