package dev.lastgood.workflows.plan;

import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Service;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What starts a rollback.
 *
 * @param id of the request, made by whoever asks; tells a start from a join
 * @param options what goes back; empty means all that the catalog has for the service
 * @param toRelease the release to go back to, where a person names one; else the one before the running one
 * @param damagedSince when the damage began, where a person names it; else the running release's deployment
 * @param searchAttributes whether the namespace has Lastgood's search attributes
 * @param script which reverse script, where a person names one: a path or a version below the catalog's folder
 * @param undo with {@link Mode#UNDO}: which rollback is taken back
 */
public record RollbackRequest(
        String id,
        Service service,
        Cause cause,
        Mode mode,
        Set<Option> options,
        @Nullable String toRelease,
        @Nullable Instant damagedSince,
        boolean searchAttributes,
        @Nullable String script,
        @Nullable Undo undo) {
    /** The memo's key of the options of the plan that runs. */
    public static final String OPTIONS_IN_MEMO = "options";

    /**
     * A finished rollback that is to be taken back.
     *
     * @param rollback its key, 8 hexadecimal digits
     * @param release what ran before it, where that is known and the rollback changed it
     */
    public record Undo(String rollback, @Nullable Release release) {}

    public RollbackRequest(
            String id,
            Service service,
            Cause cause,
            Mode mode,
            Set<Option> options,
            @Nullable String toRelease,
            @Nullable Instant damagedSince,
            boolean searchAttributes) {
        this(id, service, cause, mode, options, toRelease, damagedSince, searchAttributes, null, null);
    }

    public boolean wants(Option option) {
        return Option.meant(options).contains(option);
    }

    /** The same request, asked to go further or less far. */
    public RollbackRequest as(Mode other) {
        return new RollbackRequest(
                id, service, cause, other, options, toRelease, damagedSince, searchAttributes, script, undo);
    }

    /** The same request, with other options. */
    public RollbackRequest with(Set<Option> others) {
        return new RollbackRequest(
                id, service, cause, mode, others, toRelease, damagedSince, searchAttributes, script, undo);
    }

    /** Whether this asks for all that the other does, and for more, and for nothing else. */
    public boolean widens(RollbackRequest other) {
        return mode == Mode.ROLL_BACK && with(other.options).sameAs(other) && Option.isMore(options, other.options);
    }

    public static String inMemo(Set<Option> options) {
        return String.join(",", options.stream().map(Enum::name).sorted().toList());
    }

    /** The same request, for another reason. */
    public RollbackRequest causedBy(Cause other) {
        return new RollbackRequest(
                id, service, other, mode, options, toRelease, damagedSince, searchAttributes, script, undo);
    }

    /** Whether another request would do the same. */
    public boolean sameAs(RollbackRequest other) {
        return mode == other.mode
                && options.equals(other.options)
                && java.util.Objects.equals(toRelease, other.toRelease)
                && java.util.Objects.equals(damagedSince, other.damagedSince)
                && java.util.Objects.equals(script, other.script)
                && java.util.Objects.equals(undo, other.undo);
    }
}
