package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.displaced.DisplacedActivitiesImpl;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.activities.DisplacedActivities;
import dev.lastgood.workflows.activities.DisplacedActivities.Drop;
import dev.lastgood.workflows.activities.DisplacedActivities.Dropped;
import dev.lastgood.workflows.activities.DisplacedActivities.Kept;
import dev.lastgood.workflows.activities.DisplacedActivities.Look;
import dev.lastgood.workflows.model.Shadow;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M4")
@Tag("D7")
class DisplacedTest extends PatientTestBase {
    private Shadow shadow;
    private DisplacedActivities activities;

    @BeforeEach
    void aSwappedShop() throws Exception {
        activities = patient.stub(
                DisplacedActivities.class, new DisplacedActivitiesImpl(new Servers(new Secrets(Map.of()))));
        shadow = patient.restore(patient.dump(Patient.BACKUP_TIME));
        patient.swap(shadow);
    }

    @AfterEach
    void end() throws Exception {
        for (String left : List.of(shadow.displaced(), shadow.database())) {
            patient.run("postgres", "DROP DATABASE IF EXISTS " + Sql.quote(left) + " WITH (FORCE)");
        }
    }

    private List<Kept> list() {
        return activities.list(new Look(patient.database())).databases();
    }

    private Dropped drop(String name, long oid, String by) {
        return activities.drop(new Drop(patient.database(), name, oid, by));
    }

    @Test
    void whatARestoreLeftIsListedWithSizeAndTimeAndTheLiveOneIsNot() {
        var found = activities.list(new Look(patient.database()));
        assertThat(found.keepFor()).isEqualTo(Duration.ofDays(7));
        assertThat(found.databases()).singleElement().satisfies(kept -> {
            assertThat(kept.database()).isEqualTo(shadow.displaced());
            assertThat(kept.oid()).isEqualTo(shadow.liveOid());
            assertThat(kept.key()).isEqualTo(patient.rollback.key());
            assertThat(kept.displaced()).isTrue();
            assertThat(kept.bytes()).isGreaterThan(1_000_000);
            assertThat(kept.since())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        });
    }

    @Test
    void afterASwapBackTheRestoredOneIsListed() {
        patient.swapBack(shadow);
        assertThat(list()).singleElement().satisfies(kept -> {
            assertThat(kept.database()).isEqualTo(shadow.database());
            assertThat(kept.what()).contains("was live for a while");
        });
    }

    @Test
    void itIsDroppedOnceAndThenSaidToBeGone() {
        assertThat(drop(shadow.displaced(), shadow.liveOid(), null).gone()).isTrue();
        assertThat(list()).isEmpty();
        assertThat(drop(shadow.displaced(), shadow.liveOid(), null).detail()).contains("no longer on the server");
    }

    @Test
    void whatIsLiveAgainIsNotTouched() throws Exception {
        patient.swapBack(shadow);
        assertThat(drop(shadow.displaced(), shadow.liveOid(), "anna").detail()).contains("is live again");
        assertThat(patient.orders()).isEqualTo(3000);
    }

    @Test
    void oneThatSomeoneIsConnectedToStays() throws Exception {
        try (var session = DriverManager.getConnection(patient.jdbc(shadow.displaced()), "postgres", "")) {
            Dropped dropped = drop(shadow.displaced(), shadow.liveOid(), "anna");
            assertThat(dropped.gone()).isFalse();
            assertThat(dropped.detail()).contains("is in use by postgres (pid");
            assertThat(session.isValid(5)).isTrue();
        }
    }

    @Test
    void oneThatSomeoneRenamedOrWhoseCommentIsGoneStays() throws Exception {
        patient.run("postgres", "COMMENT ON DATABASE " + Sql.quote(shadow.displaced()) + " IS 'mine now'");
        assertThat(drop(shadow.displaced(), shadow.liveOid(), "anna").detail()).contains("does not carry the comment");
        assertThat(drop("another", shadow.liveOid(), "anna").detail()).contains("someone renamed it");
        assertThat(patient.databases()).isEqualTo(1);
    }

    @Test
    void aCopyThatNeverWasLiveIsDroppedByAPersonOnly() throws Exception {
        patient.swapBack(shadow);
        patient.run("postgres", "DROP DATABASE " + Sql.quote(shadow.database()));
        Shadow copy = patient.restore(patient.dump("20261120-010000"));
        assertThat(drop(copy.database(), copy.oid(), null).detail()).contains("dropped by a person only");
        assertThat(drop(copy.database(), copy.oid(), "anna").gone()).isTrue();
    }
}
