package dev.lastgood.activities.decision;

import dev.lastgood.activities.Adapters;
import dev.lastgood.activities.release.ReleasePlatform;
import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.history.DecisionEntry;
import dev.lastgood.history.DecisionHistory;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.workflows.activities.DecisionActivities;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.RecentRollbacks;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.noted.Noted;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks platform, history and Temporal side by side; who does not answer within some 3 seconds is left out, and named. */
public final class DecisionActivitiesImpl implements DecisionActivities {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionActivitiesImpl.class);

    private static final Duration LIMIT = Duration.ofMillis(2500);
    private static final Duration FALLBACK = Duration.ofMillis(1000);

    private final Adapters<ReleasePlatform> platforms;
    private final DecisionHistory history;
    private final ReleaseMarks marks;
    private final HoldClient holds;
    private final RecentRollbacks recent;

    public DecisionActivitiesImpl(
            List<ReleasePlatform> platforms, DecisionHistory history, ReleaseMarks marks, WorkflowClient client) {
        this.platforms = new Adapters<>("release", platforms);
        this.history = history;
        this.marks = marks;
        this.holds = new HoldClient(client);
        this.recent = new RecentRollbacks(client);
    }

    /** What is known of before. */
    private record Past(World.@Nullable Last last, int wanting) {}

    @Override
    public Looked look(Look look) {
        Service service = look.service();
        var soon = new Soon(LIMIT);
        Target platform = service.release();
        var newest = platform == null ? null : soon.ask("the platform", () -> newest(look, platform));
        var held = soon.ask("Temporal", () -> holds.holds(service.ref()));
        var past = soon.ask("the history", () -> past(service, look.alert()));
        var frozen = soon.ask("the freezes", () -> Freezes.holds(service.policy(), Instant.now()));
        World.Newest release = newest == null ? null : newest.orElse(why -> new World.Newest(null, why));
        List<Hold> holding = new ArrayList<>(held.orElse(why -> List.of()));
        holding.addAll(frozen.orElse(why -> List.of()));
        Past known = past.orElse(why -> new Past(lastByTemporal(service.ref()), 1));
        var world = new World(Instant.now(), false, false, known.last(), release, holding, known.wanting());
        Decision decision = Decider.decide(look.alert(), service.policy(), world);
        return new Looked(world, withNotes(decision, soon.unanswered()));
    }

    @Override
    public Recorded record(Entry entry) {
        var noted = new Noted(entry.alert(), entry.service(), entry.decision(), List.of(), false);
        ServiceRef service = entry.service();
        history.record(new DecisionEntry(
                noted.id(),
                entry.alert().fingerprint(),
                entry.alert().startsAt(),
                entry.alert().labels().getOrDefault("alertname", entry.alert().fingerprint()),
                service == null ? null : service.service(),
                service == null ? null : service.environment(),
                entry.decision().verdict().name(),
                entry.decision().rule() == null ? null : entry.decision().rule().name(),
                entry.decision().reasons(),
                entry.decision().at(),
                entry.rollback(),
                entry.outcome(),
                entry.by()));
        return new Recorded(noted.id());
    }

    /** Who deployed it knows best when it went live; a history that is away costs this much and no more. */
    private World.Newest newest(Look look, Target target) {
        Release release = platforms.of(target.type()).current(new ReleaseActivities.Query(look.rollback(), target));
        Optional<Instant> told = new Soon(FALLBACK)
                .ask("the history", () -> marks.deployedAt(look.service().ref(), release))
                .orElse(why -> Optional.empty());
        return new World.Newest(told.map(release::deployed).orElse(release), null);
    }

    private Past past(Service service, Alert alert) {
        World.Last last = history.last(service.ref())
                .map(it -> new World.Last(
                        it.id(),
                        it.endedAt(),
                        it.outcome().toLowerCase(Locale.ROOT).replace('_', ' '),
                        it.release()))
                .orElse(null);
        Instant armed = null;
        try {
            armed = holds.armedAt();
        } catch (RuntimeException temporalDoesNotSay) {
            LOG.warn("When the brake was last armed can't be told: {}", temporalDoesNotSay.getMessage());
        }
        int wanting = history.wish(
                service.ref(), alert.event(), service.policy().brake().within(), armed);
        return new Past(last, wanting);
    }

    /** Temporal keeps less for less long, but is there, or nothing here would run. */
    private World.@Nullable Last lastByTemporal(ServiceRef service) {
        return new Soon(FALLBACK)
                .ask("Temporal", () -> recent.last(service))
                .orElse(why -> Optional.empty())
                .orElse(null);
    }

    private static Decision withNotes(Decision decision, List<String> unanswered) {
        if (unanswered.isEmpty()) {
            return decision;
        }
        var reasons = new ArrayList<>(decision.reasons());
        reasons.addAll(unanswered);
        return new Decision(
                decision.verdict(), decision.rule(), reasons, decision.at(), decision.guards(), decision.due());
    }
}
