package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Database;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The databases that restores leave on a server: found by their ledger, dropped one by one and never while in use. */
@ActivityInterface
public interface DisplacedActivities {

    /** All that carry Lastgood's ledger and belong to this database, but the live one. */
    @ActivityMethod(name = "ListDisplaced")
    Found list(Look look);

    /** Drops exactly that database. Gone: says so. Live, in use, or not what it was: left alone, with the reason. */
    @ActivityMethod(name = "DropDisplaced")
    Dropped drop(Drop drop);

    /** @param database the live one */
    record Look(Database database) {}

    /** @param keepFor how long the catalog keeps displaced databases */
    record Found(List<Kept> databases, Duration keepFor) {}

    /**
     * @param database its name on the server
     * @param key the rollback that made it
     * @param what such as {@code displaced: it was live until the swap}
     * @param displaced whether it was live until a swap, or for a while; only such a one goes by itself
     * @param since when it was displaced, where that is known
     * @param sessions how many others are connected to it
     */
    record Kept(
            String database,
            long oid,
            String key,
            String what,
            boolean displaced,
            @Nullable Instant since,
            long bytes,
            int sessions) {}

    /** @param by who wants it gone; null where its time is over, which only a displaced one's can be */
    record Drop(
            Database database,
            String name,
            long oid,
            @Nullable String by) {}

    /** @param gone whether it is no longer there, or live again: nothing is left to do */
    record Dropped(boolean gone, String detail) {}
}
