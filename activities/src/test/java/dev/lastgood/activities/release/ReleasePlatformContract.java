package dev.lastgood.activities.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.Given;
import dev.lastgood.workflows.activities.ReleaseActivities.Deploy;
import dev.lastgood.workflows.activities.ReleaseActivities.PreviousQuery;
import dev.lastgood.workflows.activities.ReleaseActivities.Query;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every platform must do. It is given with releases v1 and v2, v2 being deployed and running. */
public abstract class ReleasePlatformContract {

    /** The adapter under test. */
    protected abstract ReleasePlatform platform();

    protected abstract Target target();

    /** What is really deployed: the name of a release. */
    protected abstract String deployed();

    /** Whether the application really runs. */
    protected abstract boolean running();

    /** How many deployments were really made since the test began. */
    protected abstract int deployments();

    @Test
    void theCurrentReleaseIsTheOneDeployedLast() {
        Release current = current();

        assertThat(current.name()).isEqualTo("v2");
        assertThat(current.deployedAt()).isNotNull().isBeforeOrEqualTo(Instant.now());
    }

    @Test
    @Tag("R4")
    void thePreviousReleaseIsTheOneBefore() {
        assertThat(previous(null).name()).isEqualTo("v1");
    }

    @Test
    void aPersonMayNameTheRelease() {
        assertThat(previous("v1")).isEqualTo(previous(null));
    }

    @Test
    void aReleaseThatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> previous("v9"))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.NOT_FOUND))
                .hasMessageContaining("v9")
                .hasMessageContaining("v1");
    }

    @Test
    void aReleaseIsPutInPlaceWithoutBeingStarted() {
        stop();

        deploy(previous(null));

        assertThat(deployed()).isEqualTo("v1");
        assertThat(running()).isFalse();
    }

    @Test
    void deployingTwiceDeploysOnce() {
        Release previous = previous(null);
        deploy(previous);
        int before = deployments();

        deploy(previous);

        assertThat(deployments()).isEqualTo(before);
        assertThat(deployed()).isEqualTo("v1");
    }

    @Test
    void theReleaseThatRanCanBePutBack() {
        Release ran = current();
        deploy(previous(null));

        deploy(ran);

        assertThat(deployed()).isEqualTo("v2");
    }

    @Test
    void lookingAgainInTheSameRollbackSeesWhatRanFirst() {
        Release ran = current();
        deploy(previous(null));

        assertThat(current()).isEqualTo(ran);
        assertThat(previous(null).name()).isEqualTo("v1");
    }

    @Test
    @Tag("C2")
    void stoppingIsProvenAndMayHappenTwice() {
        stop();
        stop();

        assertThat(running()).isFalse();
    }

    @Test
    @Tag("C2")
    void startingWaitsUntilItRunsAndMayHappenTwice() {
        stop();
        start();
        start();

        assertThat(running()).isTrue();
    }

    protected Release current() {
        return platform().current(new Query(Given.ROLLBACK, target()));
    }

    /** What another rollback sees. */
    protected Release currentNow() {
        return platform().current(new Query(new RollbackRef(Given.ROLLBACK.service(), "99999999"), target()));
    }

    protected Release previous(String requested) {
        return platform().previous(new PreviousQuery(Given.ROLLBACK, target(), current(), requested));
    }

    protected String deploy(Release release) {
        return platform().deploy(new Deploy(Given.ROLLBACK, target(), release)).detail();
    }

    protected String stop() {
        return platform().stop(new Query(Given.ROLLBACK, target())).detail();
    }

    protected String start() {
        return platform().start(new Query(Given.ROLLBACK, target())).detail();
    }
}
