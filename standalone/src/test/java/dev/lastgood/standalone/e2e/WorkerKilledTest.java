package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker is ended by {@code kill -9}, and started again: the rollback ends as without that. */
@Tag("T2")
@Tag("R10")
@Execution(ExecutionMode.CONCURRENT)
class WorkerKilledTest extends LaneTest {
    @Test
    void withoutAKillItEndsRestored() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            lane.start(shop);

            lane.approveToTheEnd(shop);

            assertThat(lane.deaths()).isZero();
            Restored.assertIs(lane, shop);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RecordRollback.begun",
                "TurnKillSwitch.on",
                "StopApplication",
                "CurrentRelease",
                "PreviousRelease",
                "CaptureEvidence.log",
                "SealEvidence",
                "EmergencyBackup",
                "InspectDatabase",
                "ChooseBackup",
                "RestoreShadow",
                "CompareDatabases.PrepareRestore",
                "CompareDatabases.SwapRestore",
                "SwapDatabases",
                "DeployRelease",
                "StartApplication",
                "RunCheck.version",
                "TurnKillSwitch.off",
                "RunCheck.public",
                "RunCheck.watched",
                "WriteReport",
                "RecordRollback.ended"
            })
    void killedBefore(String step) throws Exception {
        killedAt(step + "~before", TinyShop.Options.damage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TurnKillSwitch.on",
                "StopApplication",
                "EmergencyBackup",
                "RestoreShadow",
                "SwapDatabases",
                "DeployRelease",
                "StartApplication",
                "TurnKillSwitch.off",
                "WriteReport",
                "RecordRollback.ended"
            })
    void killedWhenItWasDoneButTemporalDidNotHearOfIt(String step) throws Exception {
        killedAt(step + "~after", TinyShop.Options.damage());
    }

    @Test
    void killedInTheMiddleOfARestoreWhosePgRestoreGoesOn() throws Exception {
        killedAt("RestoreShadow~during", TinyShop.Options.damage().slow());
    }

    @Test
    void killedInTheMiddleOfADeployWhoseBuildGoesOn() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            shop.slowBuild();
            killedAt("DeployRelease~during", shop);
            assertThat(shop.programs()).isEmpty();
        }
    }

    private void killedAt(String point, TinyShop.Options options) throws Exception {
        try (TinyShop shop = shop(options)) {
            killedAt(point, shop);
        }
    }

    private void killedAt(String point, TinyShop shop) throws Exception {
        lane.killAt(shop, point);
        lane.start(shop);

        lane.approveToTheEnd(shop);

        assertThat(lane.deaths()).as("kills").isEqualTo(1);
        Restored.assertIs(lane, shop);
    }
}
