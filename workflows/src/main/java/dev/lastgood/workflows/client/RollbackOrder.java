package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for, by names.
 *
 * @param environment may be left out where the service is in one environment only
 * @param mode null is {@link Mode#ROLL_BACK}
 * @param options null or empty is all that the catalog has for the service
 * @param toRelease null is the release before the running one
 * @param damagedSince null is the running release's deployment
 * @param script the reverse script, as a path or a version below the catalog's folder; null is the catalog's
 * @param undo with {@link Mode#UNDO}: which rollback; {@link Undoable} finds it
 */
public record RollbackOrder(
        @Nullable String service,
        @Nullable String environment,
        @Nullable Mode mode,
        @Nullable Set<Option> options,
        @Nullable String toRelease,
        @Nullable Instant damagedSince,
        @Nullable String reason,
        @Nullable String by,
        @Nullable String script,
        RollbackRequest.@Nullable Undo undo) {

    public RollbackOrder(
            @Nullable String service,
            @Nullable String environment,
            @Nullable Mode mode,
            @Nullable Set<Option> options,
            @Nullable String toRelease,
            @Nullable Instant damagedSince,
            @Nullable String reason,
            @Nullable String by) {
        this(service, environment, mode, options, toRelease, damagedSince, reason, by, null, null);
    }

    /** The request that starts the rollback, with the service as the catalog has it now. */
    public RollbackRequest request(String id, Service resolved, boolean searchAttributes) {
        if ((mode == Mode.UNDO) != (undo != null)) {
            throw new RollbackProblem(
                    RollbackProblem.Kind.BAD_REQUEST,
                    "mode UNDO and the rollback to undo belong together: use 'lastgood undo' or POST"
                            + " /api/rollbacks/{environment}/{service}/undo, which finds it");
        }
        return new RollbackRequest(
                id,
                resolved,
                new Cause(Problems.name(by), Problems.text("reason", reason), null),
                mode == null ? Mode.ROLL_BACK : mode,
                options == null ? Set.of() : options,
                toRelease,
                damagedSince,
                searchAttributes,
                script,
                undo);
    }

    /** The request of somebody who only wants to see the plan, and need not say why, or who. */
    public RollbackRequest toSeeThePlan(String id, Service resolved) {
        return new RollbackOrder(
                        service,
                        environment,
                        mode,
                        options,
                        toRelease,
                        damagedSince,
                        Objects.requireNonNullElse(reason, "to see the plan"),
                        Objects.requireNonNullElse(by, "nobody yet"),
                        script,
                        undo)
                .request(id, resolved, false);
    }
}
