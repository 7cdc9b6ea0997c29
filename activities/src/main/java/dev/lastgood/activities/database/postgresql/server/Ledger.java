package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.workflows.model.SwapWay;
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
        @Nullable Moves moves) {

    public Ledger(
            String lastgood,
            State state,
            long liveOid,
            @Nullable String backup,
            String shadow,
            String displaced,
            List<String> fenced,
            @Nullable String comment) {
        this(lastgood, state, liveOid, backup, shadow, displaced, fenced, comment, null);
    }

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
        /** It was live; never dropped by Lastgood. */
        DISPLACED
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

    public Ledger with(State other, List<String> fences) {
        return new Ledger(lastgood, other, liveOid, backup, shadow, displaced, fences, comment, moves);
    }

    public Ledger with(State other, @Nullable Moves what) {
        return new Ledger(lastgood, other, liveOid, backup, shadow, displaced, fenced, comment, what);
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
