package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands ready in a world in memory. */
final class FakeShadows implements ShadowActivities {
    private final FakeWorld world;
    volatile boolean mayBlock = true;

    FakeShadows(FakeWorld world) {
        this.world = world;
    }

    @Override
    public Displaced findDisplaced(Undo undo) {
        world.called("find displaced " + undo.of());
        return new Displaced("shop_displaced_" + undo.of(), FakeWorld.BACKUP_AT);
    }

    @Override
    public Room roomFor(Ask ask) {
        world.called("room for " + ask.kind());
        return new Room("room enough");
    }

    @Override
    public ReadyShadow keep(Keep keep) {
        world.called("keep " + keep.kind());
        return ready(keep.kind(), keep.backup().name(), keep.backup().takenAt(), keep.note());
    }

    @Override
    public Copied copy(Copy copy) {
        world.called("copy");
        return mayBlock
                ? new Copied(
                        ready(ShadowSource.RESTORE_POINT, "shop_point", FakeWorld.BACKUP_AT, copy.note()),
                        "logins waited for 12 ms")
                : new Copied(null, "dumped and restored");
    }

    @Override
    public Listed list(Query query) {
        return new Listed(List.of(ready(ShadowSource.WARM, "b", FakeWorld.BACKUP_AT, null)));
    }

    private static ReadyShadow ready(ShadowSource kind, String name, Instant at, @Nullable String note) {
        return new ReadyShadow(kind, "shop_lg", name, at, at, 1000, note, null, false);
    }
}
