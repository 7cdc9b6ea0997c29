package dev.lastgood.workflows.model;

import java.util.List;

/**
 * The backup, restored beside the live database.
 *
 * @param database its name on the server now
 * @param oid what it is whatever its name: a retry looks at this
 * @param liveOid the live database that it was made to replace
 * @param displaced the name that the live database takes in the swap
 * @param swapMethod how the swap will be done, in words for the plan
 * @param findings what the restored data brought with it that a person should know
 * @param detail how it was restored and what was left out, in words; may be empty
 */
public record Shadow(
        String database,
        long oid,
        long liveOid,
        String displaced,
        String swapMethod,
        List<Finding> findings,
        String detail) {

    /** Histories of before know neither. */
    public Shadow {
        findings = findings == null ? List.of() : List.copyOf(findings);
        detail = detail == null ? "" : detail;
    }

    public Shadow(String database, long oid, long liveOid, String displaced, String swapMethod) {
        this(database, oid, liveOid, displaced, swapMethod, List.of(), "");
    }

    public Shadow(String database, long oid, long liveOid, String displaced, String swapMethod, String detail) {
        this(database, oid, liveOid, displaced, swapMethod, List.of(), detail);
    }

    public Shadow with(List<Finding> found) {
        return new Shadow(database, oid, liveOid, displaced, swapMethod, found, detail);
    }
}
