package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.problemsOf;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake with its file, line and key, what is wrong and what would be right. */
class BadCatalogTest {
    private static final String DATABASE =
            "database: {type: postgresql, server: \"db:5432\", name: %s, user: app, password: env:PW}";

    @TempDir
    Path folder;

    @Test
    void noFile() {
        assertThat(problemsOf(folder.resolve("lastgood.yml")))
                .containsExactly("lastgood.yml:1: no such file; name a catalog file that can be read;"
                        + " config/lastgood.yml is an example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing but a comment\n"})
    void anEmptyFile(String yaml) {
        assertThat(problems(yaml))
                .containsExactly(
                        "lastgood.yml:1: the file is empty; describe at least one service; see docs/catalog.md");
    }

    @Test
    void aFileThatIsNoText() throws Exception {
        Path file = folder.resolve("lastgood.yml");
        Files.write(file, "services: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problemsOf(file)).containsExactly("lastgood.yml:1: not UTF-8; save it as UTF-8");
    }

    @Test
    void malformedYamlIsToldWithItsLine() {
        assertThat(problems("services:\n  shop: {impact: degraded\n  other: x\n"))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:3: not YAML: ");
    }

    @Test
    void aListWhereTheWholeCatalogMustStand() {
        assertThat(problems("- services"))
                .containsExactly("lastgood.yml:1: wrong type: a list where keys with values must stand;"
                        + " write keys with values");
    }

    @Test
    void aPasswordThatYamlTakesForAnAliasOrATagIsNotQuoted() {
        assertThat(problems(shop("database: {password: *hunter2}")).toString()).doesNotContain("hunter2");
        assertThat(problems(shop("database: {password: !hunter2 x}")).toString())
                .isNotEqualTo("[]")
                .doesNotContain("hunter2");
    }

    @Test
    void anUnknownKeyNamesTheKeyMeant() {
        assertThat(problems(shop("databse: {}")))
                .containsExactly("lastgood.yml:4: services.shop.databse: unknown key; did you mean 'database'?");
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
    void aTokenInClearInAFlowIsRefusedThoughBracesStandBesideIt() {
        assertThat(problems(shop("checks: [{name: a, type: http-flow, steps: [{name: s, ask: {url: \"http://x\","
                        + " headers: {Authorization: \"Bearer hunter2{{x}}\"}}}]}]")))
                .singleElement()
                .asString()
                .contains("a secret's place must stand here")
                .doesNotContain("hunter2");
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

    @Test
    void aKeyWithoutAValue() {
        assertThat(problems(shop("approval:")))
                .containsExactly("lastgood.yml:4: services.shop.approval: no value; write one, or remove the key");
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
    void aWordThatIsNotKnown() {
        assertThat(problems(shop("checks: [{name: x, type: http, url: y, when: [after-reopenning]}]")))
                .containsExactly("lastgood.yml:4: services.shop.checks[0].when[0]: bad value 'after-reopenning';"
                        + " did you mean 'after-reopening'?");
    }

    @Test
    void aTypeThatLooksLikeASlip() {
        assertThat(problems(shop(DATABASE.formatted("shop").replace("postgresql", "postgresq"))))
                .containsExactly("lastgood.yml:4: services.shop.database.type: unknown type 'postgresq';"
                        + " did you mean 'postgresql'?");
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

    @ParameterizedTest
    @ValueSource(
            strings = {"'sh\"op'", "\"sh'op\"", "'sh`op'", "'shop; DROP'", "\"sh\\0op\"", "\"sh\\nop\"", "''", "'%s'"})
    void aDatabaseNameThatIsNone(String name) {
        String tooLong = "x".repeat(64);
        assertThat(problems(shop(DATABASE.formatted(name.formatted(tooLong)))))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:4: services.shop.database.name: bad value")
                .endsWith("must be a database name of 1 to 63 bytes without quotes, semicolons and control characters");
    }

    @Test
    void aDatabaseNameOfTooManyBytes() {
        assertThat(problems(shop(DATABASE.formatted("é".repeat(32)))))
                .containsExactly("lastgood.yml:4: services.shop.database.name: longer than 63 bytes;"
                        + " PostgreSQL cuts longer names; write the real one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "'env:'", "env:9X", "ENV:PW", "file:relative", "1234567", "env:hunter2 x"})
    void aSecretWrittenInClearIsRefusedAndNotQuoted(String secret) {
        assertThat(problems(shop(DATABASE.formatted("shop").replace("env:PW", secret))))
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
    void aChannelThatThereIsNot() {
        assertThat(problems("channels:\n  incidents: {type: slack}\n" + shop("messages: [incident]")))
                .containsExactly("lastgood.yml:6: services.shop.messages[0]: no channel 'incident';"
                        + " did you mean 'incidents'?");
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

    @Test
    void aServiceNameThatIsNone() {
        assertThat(problems("services:\n  Shop_1: {impact: degraded, environments: {production: {}}}\n"))
                .containsExactly("lastgood.yml:2: services.Shop_1: bad name;"
                        + " must be a name of lower-case letters, digits and hyphens, at most 63 of them");
    }

    @Test
    void anAddressWithoutAPort() {
        assertThat(problems(shop(DATABASE.formatted("shop").replace("db:5432", "db"))))
                .containsExactly("lastgood.yml:4: services.shop.database.server: bad value 'db';"
                        + " must be an address such as db.internal:5432, in quotes");
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

    @Test
    void everyMistakeIsToldAtOnceInTheOrderOfTheLines() {
        assertThat(problems(shop("databse: {}\nwatch: {every: soon}\ncontacts: me\nmessages: [nobody]")))
                .hasSize(4)
                .extracting(it -> it.substring(0, it.indexOf(':', 13)))
                .containsExactly("lastgood.yml:4", "lastgood.yml:5", "lastgood.yml:6", "lastgood.yml:7");
    }

    @Test
    void theExceptionPrintsALineAMistake() {
        assertThatThrownBy(() -> CatalogFixture.load(shop("a: 1\nb: 2")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("lastgood.yml:4: services.shop.a: unknown key")
                .hasMessageContaining("\n")
                .hasMessageContaining("lastgood.yml:5: services.shop.b: unknown key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{pattern: x}|backups: it is not said where they lie; write one of folder, sftp and s3",
                "{folder: /b, s3: {bucket: b}}|backups.s3: folder stands beside it; backups lie in one place: leave one of"
                        + " folder, s3",
                "{sftp: {server: h, user: u, folder: /b, known-hosts: /k}}|backups.sftp: it is not said how to log in; add"
                        + " private-key or password",
                "{s3: {bucket: b, access-key: 'env:A'}}|backups.s3: access-key and secret-key belong together; add the other"
                        + " one, or remove both",
                "{folder: /b, keep: {count: 0}}|backups.keep.count: 0 is too small; write 1 or more",
                "{sftp: {server: h, user: u, folder: /b, known-hosts: /k, private-key: abc}}|backups.sftp.private-key: a"
                        + " secret's place must stand here, not a value; write env:NAME or file:/absolute/path"
            })
    void whereBackupsLieIsSaidOnceAndWhole(String backups, String problem) {
        String database = DATABASE.formatted("shop").replace("}", ", backups: " + backups + "}");
        assertThat(problems(shop(database))).contains("lastgood.yml:4: services.shop.database." + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tunnel: {command: []}|tunnel.command: it names no program; write a list: the program and its arguments",
                "tunnel: {command: [docker, exec, -i, db, psql]}|tunnel.command[4]: 'psql' is no connection to the server, but a"
                        + " program that wants one; end the command with one that connects, such as nc, socat or bash;"
                        + " docs/restore.md has them",
                "ssl-mode: require, tunnel: {command: [x]}|ssl-mode: 'require' means nothing through a tunnel, on which"
                        + " PostgreSQL does not encrypt; remove ssl-mode; the tunnel's command must stay on the machine or"
                        + " encrypt, as ssh does",
                "ssl-root-cert: /ca, tunnel: {command: [x]}|ssl-root-cert: no certificate is looked at through a tunnel, on"
                        + " which PostgreSQL does not encrypt; remove ssl-root-cert"
            })
    void whatCantBeATunnelIsNamed(String keys, String problem) {
        String database = DATABASE.formatted("shop").replace("}", ", " + keys + "}");
        assertThat(problems(shop(database))).contains("lastgood.yml:4: services.shop.database." + problem);
    }

    @Test
    void aTunnelWithoutCertaintyAboutEncryptionIsNoMistake() {
        String database = DATABASE.formatted("shop").replace("}", ", ssl-mode: prefer, tunnel: {command: [x]}}");
        assertThat(problems(shop(database))).noneMatch(it -> it.contains("tunnel") || it.contains("ssl"));
    }

    /** No mistake, however odd, may end in anything but a list of problems. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: 5",
                "services: &x\n  shop: *x",
                "services: {shop: {environments: [a]}}",
                "services: {shop: {impact: degraded, environments: {production: 5}}}",
                "services:\n\tshop: 1",
                "a: 1\n---\nb: 2",
                "? [a, b]\n: c",
                "~: x",
                "just text",
                "{\"\": 3}",
                "services: {shop: {impact: degraded, environments: {production: {checks: {a: b}}}}}",
                "services: {shop: {impact: degraded, environments: {production: {evidence: [~]}}}}",
                "services: {shop: {impact: degraded, environments: {production: {alerts: {a: ~}}}}}",
                "services: {shop: {impact: degraded, environments: {production: {task-queue: ''}}}}",
                "services: {shop: {impact: degraded, environments: {production: {watch: {relapse-after: 1.5}}}}}",
                "services: {shop: {impact: degraded, environments: {p: {watch: {relapse-after: 99999999999}}}}}",
                "services: {shop: {impact: degraded, environments: {p: {checks: [{type: x, name: y, when: []}]}}}}"
            })
    void oddThingsAreProblemsToo(String yaml) {
        assertThat(problems(yaml)).isNotEmpty().allMatch(it -> it.matches("(?s)lastgood.yml:[1-9].*; .*"));
    }

    @Test
    void anAliasThatHoldsItself() {
        assertThat(problems("services: &x\n  shop: *x"))
                .containsExactly("lastgood.yml:2: services.shop: holds itself by an alias; write it out");
    }

    @Test
    void aMistakeInAnEnvironmentThatIsNoneIsToldOnce() {
        assertThat(problems("services: {shop: {impact: degraded, environments: {production: 5}}}"))
                .hasSize(1);
    }
}
