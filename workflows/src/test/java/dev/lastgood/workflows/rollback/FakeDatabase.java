package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.time.Instant;
import java.util.List;

/** The database of a world in memory, its backups and what is restored beside it. */
final class FakeDatabase implements DatabaseActivities {
    private final FakeWorld world;
    volatile boolean shadow;
    volatile boolean restored;
    volatile boolean swapped;
    volatile boolean nothingLost;
    volatile ShadowSource source = ShadowSource.BACKUP;
    volatile Instant damagedSince;
    volatile String warning = "";
    private volatile long lost = 37;

    FakeDatabase(FakeWorld world) {
        this.world = world;
    }

    void lose(long rows) {
        lost = rows;
    }

    long lost() {
        return lost;
    }

    @Override
    public Inspection inspect(Query query) {
        world.called("inspect");
        return new Inspection(
                15,
                1_000_000,
                "gate",
                List.of(new Finding(
                        Finding.Kind.WILL_BE_DONE, "3 sessions of shop from 10.0.0.5 (web)", "ended in the swap")));
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        world.called("choose");
        damagedSince = choose.before();
        if (choose.undoOf() != null) {
            return new Backup.Choice(
                    new Backup("shop_displaced_" + choose.undoOf(), "on the server", FakeWorld.BACKUP_AT, 0),
                    List.of(),
                    ShadowSource.DISPLACED,
                    "was live until 2026-11-21 03:00 UTC");
        }
        return new Backup.Choice(
                new Backup("shop-20261121-030000.sql.gz", "shop-20261121-030000.sql.gz", FakeWorld.BACKUP_AT, 1000),
                List.of(new Backup.Refused("shop-20261121-033000.sql.gz", "the gzip stream ends too early")),
                source,
                source == ShadowSource.BACKUP ? null : "stands restored beside since 2026-11-21 03:30 UTC",
                warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        world.called(restore.source() == ShadowSource.BACKUP ? "restore" : "take " + restore.source());
        shadow = true;
        return new Shadow("shop_lg", 2, 1, "shop_displaced", "one transaction, some 50 ms");
    }

    @Override
    public Comparison compare(Compare compare) {
        world.called(compare.exact() ? "count what was given up" : "compare");
        long rows = nothingLost ? 0 : lost;
        return new Comparison(
                FakeWorld.BAD_RELEASE_AT,
                FakeWorld.BACKUP_AT,
                List.of(new Comparison.Table("public.orders", 100, 63, rows, 0, 0)),
                "d" + rows,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                compare.exact());
    }

    @Override
    public Swapped swap(Swap swap) {
        world.called("swap");
        boolean changed = !restored;
        restored = true;
        swapped = true;
        return world.answer("swap", new Swapped(changed, "swapped in 12 ms"));
    }

    @Override
    public Swapped swapBack(Swap swap) {
        world.called("swap back");
        boolean changed = restored;
        restored = false;
        return world.answer("swap back", new Swapped(changed, "swapped back", swapped));
    }

    @Override
    public Dropped dropShadow(Query query) {
        world.called("drop shadow");
        shadow = false;
        return new Dropped("the restored copy is dropped");
    }

    @Override
    public Backup emergencyBackup(Query query) {
        world.called("emergency backup");
        return new Backup("emergency-pre-rollback-20261121-040500.sql.gz", "x", FakeWorld.BAD_RELEASE_AT, 2048);
    }
}
