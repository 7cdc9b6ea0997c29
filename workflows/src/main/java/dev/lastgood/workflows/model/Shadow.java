package dev.lastgood.workflows.model;

/**
 * The backup, restored beside the live database.
 *
 * @param database its name on the server now
 * @param oid what it is whatever its name: a retry looks at this
 * @param liveOid the live database that it was made to replace
 * @param displaced the name that the live database takes in the swap
 * @param swapMethod how the swap will be done, in words for the plan
 * @param detail how it was restored and what was left out, in words; may be empty
 */
public record Shadow(String database, long oid, long liveOid, String displaced, String swapMethod, String detail) {

    /** Histories of before know no detail. */
    public Shadow {
        detail = detail == null ? "" : detail;
    }

    public Shadow(String database, long oid, long liveOid, String displaced, String swapMethod) {
        this(database, oid, liveOid, displaced, swapMethod, "");
    }
}
