package dev.lastgood.activities.look;

import dev.lastgood.activities.Adapters;
import dev.lastgood.activities.database.ByType;
import dev.lastgood.activities.database.DatabaseAdapter;
import dev.lastgood.activities.killswitch.KillSwitch;
import dev.lastgood.activities.release.ReleasePlatform;
import dev.lastgood.workflows.activities.DatabaseActivities.Choose;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.activities.PlanActivities;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.activities.ReleaseActivities.PreviousQuery;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.Collection;
import java.util.List;

/** Looks through the adapters of each thing's type, by their ways of looking only. */
public final class PlanActivitiesImpl implements PlanActivities {
    private final Adapters<ReleasePlatform> releases;
    private final Adapters<KillSwitch> killSwitches;
    private final ByType<DatabaseAdapter> databases;

    public PlanActivitiesImpl(
            List<ReleasePlatform> releases,
            List<KillSwitch> killSwitches,
            Collection<? extends DatabaseAdapter> databases) {
        this.releases = new Adapters<>("release", releases);
        this.killSwitches = new Adapters<>("kill switch", killSwitches);
        this.databases = new ByType<>(databases, DatabaseAdapter::type, "type %s is not known here");
    }

    @Override
    public Releases release(ReleaseLook look) {
        ReleasePlatform platform = releases.of(look.target().type());
        Release running = platform.running(new ReleaseActivities.Query(look.rollback(), look.target()));
        if (!look.previous()) {
            return new Releases(running, null, null);
        }
        try {
            Release to =
                    platform.previous(new PreviousQuery(look.rollback(), look.target(), running, look.toRelease()));
            return new Releases(running, to, null);
        } catch (ApplicationFailure none) {
            return new Releases(running, null, none.getOriginalMessage());
        }
    }

    @Override
    public Ground database(DatabaseLook look) {
        return databases.of(look.database()).ground(new Query(look.rollback(), look.database()));
    }

    @Override
    public Listed backup(BackupLook look) {
        try {
            return new Listed(
                    databases.of(look.database()).listed(new Choose(look.rollback(), look.database(), look.before())),
                    null);
        } catch (ApplicationFailure failure) {
            if (Failures.type(failure) == FailureType.NO_BACKUP) {
                return new Listed(null, failure.getOriginalMessage());
            }
            throw failure;
        }
    }

    @Override
    public Switch killSwitch(SwitchLook look) {
        return new Switch(killSwitches.of(look.killSwitch().type()).isOn(look.killSwitch()));
    }
}
