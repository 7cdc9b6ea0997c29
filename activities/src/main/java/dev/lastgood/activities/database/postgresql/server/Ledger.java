package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.model.SwapWay;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Lastgood knows of a database, kept as that database's comment: it belongs to the OID and so outlives every rename, and
 * a worker that lost its memory finds it.
 *
 * @param lastgood the rollback's key
 * @param liveOid the live database that the restored one was made to replace
 * @param backup what was restored into it; null in the ledger of a database that was not restored
 * @param shadow the restored database's own name, which it takes again when it is swapped back
 * @param displaced the name that the live database takes in the swap
 * @param fenced what the fence changed, so that it is taken back and nothing else: {@code connect}, {@code read-only}
 * @param comment the comment that stood here before, put back when the database is live again
 * @param at since when it is in this state, by the server's clock
 * @param ready where it stood ready before a rollback wanted it; null for what a rollback restored for itself
 * @param detail how it was restored, in words; null where it was not
 * @param moves where the swap is not one of databases: what it moves instead; kept with the restored database
 */
public record Ledger(
        String lastgood,
        State state,
        long liveOid,
        @Nullable String backup,
        String shadow,
        String displaced,
        List<String> fenced,
        @Nullable String comment,
        @Nullable Instant at,
        @Nullable Ready ready,
        @Nullable String detail,
        @Nullable Moves moves) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public enum State {
        /** Half done; whoever finds it may drop it. */
        RESTORING,
        /** Whole, and never live yet. */
        RESTORED,
        /** In the live database's place. */
        LIVE,
        /** It was live; dropped only when its time is over, or by a person. */
        DISPLACED,
        /** Whole, and waiting for a rollback that wants it. */
        READY
    }

    /**
     * What makes a database more than one rollback's own restore.
     *
     * @param live the name of the live database that it is for
     * @param name what it holds: a backup's name, a restore point's or displaced database's own
     * @param bytes the backup's size, so that another file of that name is told apart; 0 where it is none
     * @param takenAt the state that it holds
     * @param madeAt when it was ready
     * @param maker the key of the workflow that made it, or of the rollback that displaced it
     * @param before what stood here before a rollback took it, to be put back where it does not stay live
     */
    public record Ready(
            ShadowSource kind,
            String live,
            String name,
            long bytes,
            Instant takenAt,
            Instant madeAt,
            @Nullable String note,
            String maker,
            @Nullable Ledger before) {
        public Ready heldInsteadOf(@Nullable Ledger other) {
            return new Ready(kind, live, name, bytes, takenAt, madeAt, note, maker, other);
        }
    }

    public Ledger(
            String lastgood,
            State state,
            long liveOid,
            @Nullable String backup,
            String shadow,
            String displaced,
            List<String> fenced,
            @Nullable String comment) {
        this(lastgood, state, liveOid, backup, shadow, displaced, fenced, comment, null, null);
    }

    public Ledger(
            String lastgood,
            State state,
            long liveOid,
            @Nullable String backup,
            String shadow,
            String displaced,
            List<String> fenced,
            @Nullable String comment,
            @Nullable Instant at,
            @Nullable Ready ready) {
        this(lastgood, state, liveOid, backup, shadow, displaced, fenced, comment, at, ready, null, null);
    }

    public static Optional<Ledger> parse(@Nullable String comment) {
        if (comment == null || !comment.startsWith("{\"lastgood\"")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(comment, Ledger.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return JSON.writeValueAsString(this);
    }

    /** The same, with another text of people beneath. */
    public Ledger comment(String other) {
        return new Ledger(lastgood, state, liveOid, backup, shadow, displaced, fenced, other, at, ready, detail, moves);
    }

    public Ledger restored(String words) {
        return new Ledger(
                lastgood, State.RESTORED, liveOid, backup, shadow, displaced, fenced, comment, at, ready, words, moves);
    }

    public Ledger with(State other, List<String> fences) {
        return new Ledger(
                lastgood, other, liveOid, backup, shadow, displaced, fences, comment, at, ready, detail, moves);
    }

    public Ledger with(State other, @Nullable Moves what) {
        return new Ledger(
                lastgood, other, liveOid, backup, shadow, displaced, fenced, comment, at, ready, detail, what);
    }

    public Ledger since(Instant time) {
        return new Ledger(
                lastgood, state, liveOid, backup, shadow, displaced, fenced, comment, time, ready, detail, moves);
    }

    /** Without what stood here before that, so that a comment kept in a comment does not grow with each undo of an undo. */
    public static @Nullable String slim(@Nullable String comment) {
        return parse(comment).map(Ledger::slim).map(Ledger::text).orElse(comment);
    }

    private Ledger slim() {
        String first = comment;
        for (var inner = parse(first); inner.isPresent(); inner = parse(first)) {
            first = inner.get().comment();
        }
        Ready without = ready == null ? null : ready.heldInsteadOf(null);
        return new Ledger(
                lastgood, state, liveOid, backup, shadow, displaced, fenced, first, at, without, detail, moves);
    }

    /**
     * What another way than renaming databases moves.
     *
     * @param entering schemas of the restored data
     * @param leaving schemas of what was live; empty before the swap
     * @param emergency the backup that holds what the swap took away; null where it stands in the database
     */
    public record Moves(
            SwapWay way,
            List<Move> entering,
            List<Move> leaving,
            @Nullable String emergency) {}

    /** A schema: {@code live} is its name while it is live, {@code aside} while it is not. */
    public record Move(long oid, String live, String aside) {}
}
