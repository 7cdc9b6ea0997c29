package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that can't be: each with its file, line and key, and what would be right. */
class BadValuesTest {
    @Test
    void aWrongType() {
        assertThat(problems(shop("contacts: dba@example.com")))
                .containsExactly("lastgood.yml:4: services.shop.contacts: wrong type: a text where a list must stand;"
                        + " write a list");
    }

    @Test
    void aNumberWhereATextMustStand() {
        assertThat(problems(shop("alerts: {shard: 7}")))
                .containsExactly(
                        "lastgood.yml:4: services.shop.alerts.shard: wrong type: a number where a text must stand;"
                                + " put it in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 minutes", "5", "m5", "-5m", "5m30", "''"})
    void aBadDuration(String written) {
        assertThat(problems(shop("approval: {answer-within: " + written + "}")))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:4: services.shop.approval.answer-within: ")
                .endsWith("must be a duration such as 30s, 5m, 1h30m or 7d");
    }

    @Test
    void noTimeAtAll() {
        assertThat(problems(shop("watch: {window: 0s}")))
                .containsExactly("lastgood.yml:4: services.shop.watch.window: no time at all;"
                        + " write a duration longer than 0, such as 5m");
    }

    @Test
    void aNumberTooSmall() {
        assertThat(problems(shop("watch: {relapse-after: 0}")))
                .containsExactly("lastgood.yml:4: services.shop.watch.relapse-after: 0 is too small; write 1 or more");
    }

    @Test
    void aCheckThatIsNeverAskedOrHasNoTime() {
        assertThat(problems(shop("checks: [{name: a, type: own, attempts: 0, deadline: 0s}]")))
                .containsExactly(
                        "lastgood.yml:4: services.shop.checks[0].attempts: 0 is too small; write 1 or more",
                        "lastgood.yml:4: services.shop.checks[0].deadline: no time at all; write a duration longer than 0,"
                                + " such as 5m");
    }

    @Test
    void aWordThatIsNotKnown() {
        assertThat(problems(shop("checks: [{name: x, type: http, url: y, when: [after-reopenning]}]")))
                .containsExactly("lastgood.yml:4: services.shop.checks[0].when[0]: bad value 'after-reopenning';"
                        + " did you mean 'after-reopening'?");
    }

    @Test
    void aChannelThatThereIsNot() {
        assertThat(problems("channels:\n  incidents: {type: slack}\n" + shop("messages: [incident]")))
                .containsExactly("lastgood.yml:6: services.shop.messages[0]: no channel 'incident';"
                        + " did you mean 'incidents'?");
    }

    @Test
    void aServiceNameThatIsNone() {
        assertThat(problems("services:\n  Shop_1: {impact: degraded, environments: {production: {}}}\n"))
                .containsExactly("lastgood.yml:2: services.Shop_1: bad name;"
                        + " must be a name of lower-case letters, digits and hyphens, at most 63 of them");
    }

    @Test
    void environmentsThatTheSameAlertIsAbout() {
        assertThat(problems("""
                        services:
                          shop:
                            impact: degraded
                            alerts: {service: shop}
                            environments:
                              production: {}
                              staging: {alerts: {env: staging}}
                        """))
                .containsExactly("lastgood.yml:6: services.shop.environments.production.alerts:"
                        + " alerts of staging match here too;"
                        + " add a label that tells them apart, such as alerts: {env: production}");
    }

    @ParameterizedTest
    @Tag("T11")
    @CsvSource(
            delimiter = '|',
            value = {
                "{channels: [incident]}|channels[0]: no channel 'incident'; did you mean 'incidents'?",
                "{channels: []}|channels: nobody is told; name a channel, or leave it out: then all are told",
                "{channels: [team]}|channels[0]: channel 'team' does not take decision messages, which tell of these;"
                        + " add decision to its kinds, or name another channel",
                "{channels: incidents}|channels: wrong type: a text where a list must stand",
                "{chanels: [team]}|chanels: unknown key; did you mean 'channels'?"
            })
    void whoIsToldOfAlertsThatNoServiceTakes(String unrouted, String problem) {
        assertThat(problems(
                        "channels:\n  incidents: {type: slack}\n  team: {type: email, kinds: [finished]}\nunrouted: "
                                + unrouted + "\n" + shop("")))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:4: unrouted." + problem);
    }
}
