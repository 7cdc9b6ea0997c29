package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.Rehearsal;
import java.time.Duration;
import java.util.List;

/** The reverse scripts and migration tables of a world in memory. */
final class FakeMigrations implements MigrationActivities {
    private final FakeWorld world;
    volatile boolean committed;

    FakeMigrations(FakeWorld world) {
        this.world = world;
    }

    @Override
    public Rehearsal rehearse(Rehearse rehearse) {
        world.called("rehearse");
        String script = rehearse.script() == null ? "rollback-onboarding.sql" : rehearse.script();
        return new Rehearsal(
                script,
                "0".repeat(64),
                null,
                List.of(new Rehearsal.Statement(3, "DROP TABLE visits", 0)),
                1,
                List.of("table public.visits with 500 rows"),
                List.of("public.visits: nobody reads or writes it meanwhile"),
                List.of(),
                List.of("rehearsed on a copy of shop as it is now"),
                Duration.ofMillis(12));
    }

    @Override
    public Done dropRehearsal(Query query) {
        world.called("drop rehearsal");
        return new Done("no copy was left");
    }

    @Override
    public Ran run(Run run) {
        world.called("run " + run.approved().script());
        committed = true;
        return new Ran(true, run.approved().script() + " has run in one transaction of 9 ms");
    }

    @Override
    public Ran look(Query query) {
        world.called("look for the script");
        return new Ran(committed, committed ? "it has run: rollback-onboarding.sql" : "no script has run");
    }

    @Override
    public Done mark(Query query) {
        world.called("mark migrations");
        return new Done("no migration stands as failed: nothing to mark");
    }

    @Override
    public Listed list(Query query) {
        world.called("list migrations");
        return new Listed(List.of(new MigrationTable("Prisma", "public._prisma_migrations", List.of())));
    }
}
