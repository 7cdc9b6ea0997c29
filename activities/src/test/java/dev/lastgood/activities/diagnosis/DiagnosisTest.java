package dev.lastgood.activities.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.model.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("V9")
class DiagnosisTest {
    @TempDir
    Path folder;

    @Test
    void itSaysWhatAPersonWouldHaveLookedAtFirst() throws Exception {
        Path log = Files.writeString(folder.resolve("shop.log"), "a\nb\nc\nconnect ECONNREFUSED redis\nexiting\n");
        try (Site site = new Site().on("/health", 200, "")) {
            Diagnosis diagnosis = diagnose(
                    release(Map.of(
                            "requires-env",
                            List.of("DATABASE_URL", "REDIS_URL", "STRIPE_KEY"),
                            "env",
                            Map.of("DATABASE_URL", "env:URL", "STRIPE_KEY", "env:NOT_SET"))),
                    database("postgres"),
                    new Diagnosing(
                            log.toString(),
                            List.of(site.url("/health"), Site.refusing("").replace("http://", "")),
                            List.of(folder.toString())),
                    "'npm run build' ended with exit code 1; its last lines:\nsrc/app.ts:7\nType error: x\nBuild failed");

            assertThat(diagnosis.lines())
                    .startsWith("said last: src/app.ts:7", "said last: Type error: x", "said last: Build failed")
                    .contains(
                            "missing variables: REDIS_URL, STRIPE_KEY",
                            "dependencies: 1 of 2 reachable",
                            "log: connect ECONNREFUSED redis",
                            "log: exiting")
                    .anyMatch(
                            it -> it.matches(
                                    "database postgres on 127.0.0.1:\\d+: reachable, \\d+ of \\d+ connections in use, \\d+ to it"))
                    .anyMatch(it -> it.matches("dependency 127.0.0.1:\\d+: not reachable: Connection refused"))
                    .noneMatch(it -> it.contains("hunter2"));
        }
    }

    @Test
    void theWholeLiesBesideTheEvidence() throws IOException {
        Path log = Files.writeString(folder.resolve("shop.log"), "first of five\n2\n3\n4\nDB_PASSWORD=hunter2\n");
        Diagnosis diagnosis =
                diagnose(null, null, new Diagnosing(log.toString(), List.of(), List.of("/")), "it did not start");

        assertThat(diagnosis.whole()).isNotNull();
        assertThat(diagnosis.whole().name()).isEqualTo("diagnosis-start.txt");
        try (var in = artifacts().open(Given.ROLLBACK, "diagnosis-start.txt")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("After the failure of start", "it did not start", "first of five", "disk of /: ")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void withoutAnythingInTheCatalogItSaysLittleAndFailsNothing() {
        Diagnosis diagnosis = diagnose(null, null, null, null);

        assertThat(diagnosis.lines()).allMatch(it -> it.startsWith("disk of /"));
        assertThat(diagnosis.whole()).isNotNull();
    }

    @Test
    void whatCantBeLookedAtIsSaidToBeSo() throws IOException {
        Diagnosis diagnosis = diagnose(
                null,
                new Database("postgresql", Site.refusing("").replace("http://", ""), "shop", Map.of("user", "shop")),
                new Diagnosing("/no/such.log", List.of("no-such-host.invalid:80", "redis"), List.of("/no/such/folder")),
                null);

        assertThat(diagnosis.lines())
                .contains(
                        "disk: could not be looked at: there is no folder /no/such/folder",
                        "log: could not be looked at: there is no file /no/such.log",
                        "dependency no-such-host.invalid:80: no such host",
                        "dependency redis: neither host:port nor a URL")
                .anyMatch(it -> it.matches("database shop on .*: not reachable: .*"));
    }

    @Test
    void aLookThatHangsKeepsNothingFromThePerson() {
        Look hanging = new Look() {
            @Override
            public String what() {
                return "database";
            }

            @Override
            public Seen at(Query query) throws InterruptedException {
                new CountDownLatch(1).await();
                return Seen.NOTHING;
            }
        };
        var activities =
                new DiagnosisActivitiesImpl(List.of(hanging, new FailureLook()), artifacts(), Duration.ofMillis(100));

        Diagnosis diagnosis = activities.diagnose(new Query(
                Given.ROLLBACK, Given.service(Given.ROLLBACK.service(), null, null, null), "start", "no\nlast"));

        assertThat(diagnosis.lines()).containsExactly("database: no answer within 100 ms", "said last: last");
    }

    @Test
    void aStoreThatCantBeWrittenLosesOnlyTheFile() throws IOException {
        Files.writeString(folder.resolve("artifacts"), "a file where the folder should be");

        assertThat(diagnose(null, null, null, "no\nlast")).satisfies(it -> {
            assertThat(it.whole()).isNull();
            assertThat(it.lines()).contains("said last: last");
        });
    }

    private Diagnosis diagnose(Target release, Database database, Diagnosing diagnosing, String failure) {
        var activities = new DiagnosisActivitiesImpl(
                Given.settings(Map.of("URL", "postgres://shop:hunter2@db/shop")), new Http(), artifacts());
        return activities.diagnose(new Query(
                Given.ROLLBACK,
                Given.service(Given.ROLLBACK.service(), release, database, diagnosing),
                "start",
                failure));
    }

    private Artifacts artifacts() {
        return new FolderArtifacts(folder.resolve("artifacts"));
    }

    private static Target release(Map<String, Object> settings) {
        return new Target("git", "shop", settings);
    }

    private static Database database(String name) {
        return new Database(
                "postgresql", "127.0.0.1:" + PostgresForTests.shared().port(), name, Map.of("user", "postgres"));
    }
}
