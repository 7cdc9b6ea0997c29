package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DisplacedActivities;
import dev.lastgood.workflows.activities.SalvageActivities;
import dev.lastgood.workflows.model.RollbackRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a restore has displaced and given up in a world in memory. */
final class FakeAftermath implements SalvageActivities, DisplacedActivities {
    private final FakeDatabase database;
    final List<String> salvages = new CopyOnWriteArrayList<>();
    final List<String> drops = new CopyOnWriteArrayList<>();
    volatile List<Kept> displaced = List.of(
            new Kept("shop_displaced", 1, "0badcafe", "displaced", true, FakeWorld.BAD_RELEASE_AT, 1_400_000_000L, 0));
    volatile boolean inUse;

    FakeAftermath(FakeDatabase database) {
        this.database = database;
    }

    @Override
    public Extracted extract(Extract extract) {
        salvages.add("extract " + extract.key());
        var ref = new RollbackRef(extract.service(), String.valueOf(extract.key()));
        return new Extracted(
                ref,
                "shop_displaced",
                FakeWorld.BAD_RELEASE_AT,
                List.of(new File("public.orders", database.lost(), 0)),
                List.of());
    }

    @Override
    public Preview preview(SalvageActivities.Query query) {
        salvages.add("preview " + query.tables());
        return new Preview(
                List.of(new Table("public.orders", database.lost(), database.lost(), 0, List.of())),
                List.of(),
                List.of());
    }

    @Override
    public Applied apply(Apply apply) {
        salvages.add("apply for " + apply.by());
        return new Applied(preview(apply.query()), List.of(), database.lost() + " orders put back for " + apply.by());
    }

    @Override
    public Found list(Look look) {
        return new Found(displaced, Duration.ofDays(7));
    }

    @Override
    public Dropped drop(Drop drop) {
        if (inUse) {
            return new Dropped(false, drop.name() + " is in use");
        }
        drops.add(drop.name() + " " + drop.oid() + " by " + drop.by());
        displaced = List.of();
        return new Dropped(true, drop.name() + " is dropped");
    }
}
