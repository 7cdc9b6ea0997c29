package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in what a catalog says of decisions and of alerts. */
class BadDecisionsTest {
    @ParameterizedTest
    @Tag("T4")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: x}|rules[0].action: missing key; add it: What is done.",
                "{name: x, action: rollback}|rules[0].action: bad value 'rollback'; known are",
                "{name: x, action: veto}|rules[0].action: no time to veto in; add how long people have, such as veto: 5m",
                "{name: x, action: veto, veto: 15m, within: 15m}|rules[0].veto: people may veto until the rule's time limit"
                        + " (within) has passed; write a veto shorter than within",
                "{name: x, action: ask, within: 0s}|rules[0].within: no time at all; write a duration longer than 0",
                "{name: ' ', action: ask}|rules[0].name: no name; write one that people know it by",
                "{name: x, action: ask, when: [severity]}|rules[0].when[0]: 'severity' is no matcher; write one such as",
                "{name: x, action: ask, when: ['a=~\"(\"']}|rules[0].when[0]: 'a=~\"(\"': ( is no regular expression",
                "{name: x, action: ask, when: [a=b, a!=b]}|rules[0].when: no alert can match both a=\"b\" and a!=\"b\"; leave"
                        + " one of them",
                "{name: x, action: ask, when: P0}|rules[0].when: wrong type: a text where keys with values or a list must"
                        + " stand; must be labels and their values, or a list of matchers",
                "{name: x, action: watch, worse: {name: y, type: htp}}|rules[0].worse.type: unknown type 'htp'; did you mean",
                "{name: x, action: watch, worse: {name: y}}|rules[0].worse.type: missing key"
            })
    void aRuleThatIsWrong(String rule, String problem) {
        assertThat(problems(shop("decisions: {rules: [" + rule + "]}")))
                .anySatisfy(it -> assertThat(it).startsWith("lastgood.yml:4: services.shop.decisions." + problem));
    }

    @ParameterizedTest
    @Tag("T9")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: x}|it is not said when; write either schedule, with lasts, or calendar",
                "{name: x, schedule: 0 18 * * FRI}|schedule: it is not said how long it lasts; add lasts",
                "{name: x, schedule: at night, lasts: 8h}|schedule: 'at night' is no cron schedule; write minute, hour",
                "{name: x, schedule: 0 25 * * *, lasts: 8h}|schedule: '0 25 * * *' is no cron schedule",
                "{name: x, schedule: 0 0 * * *, lasts: 0s}|lasts: no time at all",
                "{name: x, schedule: 0 0 * * *, lasts: 8h, zone: Europe/Pariss}|zone: no time zone 'Europe/Pariss'",
                "{name: x, calendar: nowhere.ics}|calendar: it can't be read; name an iCalendar file",
                "{name: x, calendar: lastgood.yml}|calendar: it is no iCalendar file; it must begin with BEGIN:VCALENDAR",
                "{name: x, calendar: a.ics, schedule: 0 0 * * *, lasts: 1h}|calendar: schedule stands beside it"
            })
    void aFreezeThatIsWrong(String freeze, String problem) {
        assertThat(problems(shop("decisions: {freezes: [" + freeze + "]}")))
                .anySatisfy(it -> assertThat(it)
                        .startsWith("lastgood.yml:4: services.shop.decisions.freezes[0]")
                        .contains(problem));
    }

    @Test
    @Tag("T9")
    void aCalendarIsFoundBesideTheCatalog(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("empty.ics"), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n");
        Path file = folder.resolve("lastgood.yml");
        Files.writeString(file, shop("decisions: {freezes: [{name: x, calendar: empty.ics}]}"));
        assertThat(CatalogFixture.problemsOf(file))
                .containsExactly("lastgood.yml:4: services.shop.decisions.freezes[0].calendar: no event is in it;"
                        + " export a calendar that has some");
    }

    @Test
    @Tag("T4")
    void aRuleWhoseMatchersCannotBeReadTakesNoOthersAlerts() {
        assertThat(problems(shop("""
                        decisions:
                          rules:
                            - {name: P0, when: 'severity=P0', action: at-once}
                            - {name: low, when: {severity: low}, action: ignore}
                        """)))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:6: services.shop.decisions.rules[0].when: wrong type: a text where");
    }

    @Test
    @Tag("T4")
    void aRuleThatAnEarlierOneTakesAllAlertsOf() {
        assertThat(problems(shop("""
                        decisions:
                          rules:
                            - {name: P0, when: ['severity=~"P0|critical"'], action: at-once}
                            - {name: payments, when: {severity: P0, job: payments}, action: ask}
                            - {name: rest, action: ask}
                            - {name: low, when: {severity: low}, action: ignore}
                        """)))
                .containsExactly(
                        "lastgood.yml:7: services.shop.decisions.rules[1]: never reached: rule 'P0' of line 6 takes all"
                                + " its alerts; put it before that one, or say in 'when' what tells them apart",
                        "lastgood.yml:9: services.shop.decisions.rules[3]: never reached: rule 'rest' of line 8 takes all"
                                + " its alerts; put it before that one, or say in 'when' what tells them apart");
    }

    @Test
    void aServicesOwnCatchAllMayPutTheDefaultsOutOfUse() {
        assertThat(problems("""
                        defaults: {decisions: {rules: [{name: P0, when: {severity: P0}, action: at-once}]}}
                        services:
                          shop:
                            impact: degraded
                            decisions: {rules: [{name: all, action: ask}]}
                            environments: {production: {}}
                        """)).isEmpty();
    }

    @Test
    void twoRulesOfOneName() {
        assertThat(problems(shop(
                        "decisions:\n  rules:\n  - {name: x, when: {a: b}, action: ask}\n  - {name: x, action: ask}")))
                .containsExactly("lastgood.yml:7: services.shop.decisions.rules[1].name: duplicate name 'x';"
                        + " line 6 has it already; give each its own");
    }

    @Test
    @Tag("T9")
    void aBrakeThatIsWrong() {
        assertThat(problems("brake: {services: -1, within: 0s}\n" + shop("")))
                .containsExactly(
                        "lastgood.yml:1: brake.services: -1 is too small; write 0 or more",
                        "lastgood.yml:1: brake.within: no time at all; write a duration longer than 0, such as 5m");
    }

    @ParameterizedTest
    @Tag("T1")
    @CsvSource(
            delimiter = '|',
            value = {
                "[service]|alerts[0]: 'service' is no matcher; write one such as severity=~\"critical|P0\"",
                "['service=~\"[\"']|alerts[0]: 'service=~\"[\"': [ is no regular expression",
                "[service!=other]|alerts: alerts of everything match; add a label that must have a value, such as"
                        + " service=\"shop\"",
                "shop|alerts: wrong type: a text where keys with values or a list must stand"
            })
    void matchersThatAreWrong(String alerts, String problem) {
        assertThat(problems(shop("alerts: " + alerts)))
                .anySatisfy(it -> assertThat(it).startsWith("lastgood.yml:4: services.shop." + problem));
    }

    @Test
    @Tag("T1")
    void anEnvironmentsMatcherThatContradictsItsServices() {
        assertThat(problems("""
                        services:
                          shop:
                            impact: degraded
                            alerts: ['env=~"prod.*"', service=shop]
                            environments:
                              staging: {alerts: {env: staging}}
                        """))
                .containsExactly("lastgood.yml:6: services.shop.environments.staging.alerts: no alert can match both"
                        + " env=\"staging\" and env=~\"prod.*\"; leave one of them");
    }

    @Test
    @Tag("T1")
    void environmentsWhoseMatchersTakeTheSameAlerts() {
        assertThat(problems("""
                        services:
                          shop:
                            impact: degraded
                            alerts: [service=shop]
                            environments:
                              production: {alerts: ['env=~"prod.*"']}
                              staging: {alerts: {env: prod-test}}
                        """))
                .containsExactly("lastgood.yml:6: services.shop.environments.production.alerts:"
                        + " alerts of staging match here too;"
                        + " add a label that tells them apart, such as alerts: {env: production}");
    }
}
