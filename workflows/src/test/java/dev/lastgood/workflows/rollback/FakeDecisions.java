package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DecisionActivities;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a decision is made in the light of, in memory, and its records. */
final class FakeDecisions implements DecisionActivities {
    final List<Look> looks = new CopyOnWriteArrayList<>();
    final Map<String, Entry> records = new ConcurrentHashMap<>();
    volatile World world = World.quiet(Instant.now());
    /** Null asks the decider. */
    volatile @Nullable Verdict verdict;

    volatile String reason = "it was rolled back 5 minutes ago";
    volatile boolean down;

    @Override
    public Looked look(Look look) {
        looks.add(look);
        if (down) {
            throw Failures.permanent(FailureType.COMMAND_FAILED, "nothing can be seen today");
        }
        Decision decided = Decider.decide(look.alert(), look.service().policy(), world);
        Verdict said = verdict;
        return new Looked(
                world, said == null ? decided : new Decision(said, decided.rule(), List.of(reason), decided.at()));
    }

    @Override
    public Recorded record(Entry entry) {
        String id = entry.alert().fingerprint() + " " + entry.service() + " "
                + entry.decision().verdict();
        records.merge(id, entry, (before, now) -> now.outcome() == null ? before : now);
        return new Recorded(id);
    }
}
