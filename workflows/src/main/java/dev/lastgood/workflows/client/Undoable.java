package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rollback an undo takes back, and what of it. What the server itself says of it is asked later, by the workflow. */
public final class Undoable {
    private final ServiceRef service;
    private final List<RollbackStatus> past;

    /** @param past the service's rollbacks as far as they are known, the newest first */
    public Undoable(ServiceRef service, List<RollbackStatus> past) {
        this.service = service;
        this.past = List.copyOf(past);
    }

    /**
     * @param rollback its key or id; null is the newest whose changes stand
     * @param reason may be left out
     */
    public RollbackOrder order(@Nullable String rollback, @Nullable String reason, @Nullable String by) {
        String key = rollback == null || rollback.isBlank() ? null : key(rollback.strip());
        Optional<RollbackStatus> newest = past.stream()
                .filter(it -> it.endedAt() != null && !changed(it).isEmpty())
                .findFirst();
        if (key == null) {
            return order(
                    newest.orElseThrow(() -> new RollbackProblem(
                            Kind.NOT_FOUND,
                            "there is nothing to undo: no finished rollback of " + service
                                    + " whose changes stand is on"
                                    + " record. If you know better, name it with --rollback: the 8 digits at the end of"
                                    + " the displaced database's name")),
                    reason,
                    by);
        }
        RollbackStatus known = past.stream()
                .filter(it -> it.rollback().key().equals(key))
                .findFirst()
                .orElse(null);
        if (known == null) {
            return order(key, EnumSet.of(Option.DATABASE), null, reason, by);
        }
        requireNewest(known, newest.orElse(null));
        return order(known, reason, by);
    }

    private void requireNewest(RollbackStatus known, @Nullable RollbackStatus newest) {
        String key = known.rollback().key();
        if (known.endedAt() == null) {
            throw new RollbackProblem(
                    Kind.CONFLICT, "rollback " + key + " of " + service + " still runs: 'lastgood cancel' undoes it");
        }
        if (changed(known).isEmpty()) {
            throw new RollbackProblem(
                    Kind.CONFLICT, "rollback " + key + " of " + service + " left nothing changed that could be undone");
        }
        if (newest != null && !newest.rollback().key().equals(key)) {
            throw new RollbackProblem(
                    Kind.CONFLICT,
                    "since rollback " + key + " there was rollback "
                            + newest.rollback().key() + " of " + service + ": undo that one first");
        }
    }

    private RollbackOrder order(RollbackStatus status, @Nullable String reason, @Nullable String by) {
        Set<Option> changed = changed(status);
        Release before = changed.contains(Option.RELEASE) ? status.from() : null;
        return order(status.rollback().key(), changed, before, reason, by);
    }

    private RollbackOrder order(
            String key, Set<Option> options, @Nullable Release before, @Nullable String reason, @Nullable String by) {
        String why = reason == null || reason.isBlank() ? "" : ": " + reason.strip();
        return new RollbackOrder(
                service.service(),
                service.environment(),
                Mode.UNDO,
                options,
                null,
                null,
                "Undo of rollback " + key + why,
                by,
                null,
                new RollbackRequest.Undo(key, before));
    }

    private static Set<Option> changed(RollbackStatus status) {
        Set<Option> changed = EnumSet.noneOf(Option.class);
        for (RollbackStatus.Step step : status.steps()) {
            boolean stands = step.state() == RollbackStatus.State.DONE || step.state() == RollbackStatus.State.BY_HAND;
            if (stands && step.step() == StepId.SWAP) {
                changed.add(Option.DATABASE);
            }
            if (stands && step.step() == StepId.DEPLOY && status.from() != null) {
                changed.add(Option.RELEASE);
            }
        }
        return changed;
    }

    private static String key(String rollback) {
        String key = rollback.substring(Math.max(0, rollback.length() - 8)).toLowerCase(Locale.ROOT);
        if (!key.matches("[0-9a-f]{8}")) {
            throw new RollbackProblem(
                    Kind.BAD_REQUEST,
                    "'" + rollback + "' names no rollback: give its id, such as production-shop-1a2b3c4d, or its last 8"
                            + " digits");
        }
        return key;
    }
}
