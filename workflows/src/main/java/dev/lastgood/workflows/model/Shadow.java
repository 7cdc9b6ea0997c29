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
 * @param way how the swap will be done
 */
public record Shadow(
        String database,
        long oid,
        long liveOid,
        String displaced,
        String swapMethod,
        List<Finding> findings,
        String detail,
        SwapWay way) {

    /** Histories of before know none of these. */
    public Shadow {
        findings = findings == null ? List.of() : List.copyOf(findings);
        detail = detail == null ? "" : detail;
        way = way == null ? SwapWay.RENAME : way;
    }

    public Shadow(String database, long oid, long liveOid, String displaced, String swapMethod) {
        this(database, oid, liveOid, displaced, swapMethod, SwapWay.RENAME);
    }

    public Shadow(String database, long oid, long liveOid, String displaced, String swapMethod, SwapWay way) {
        this(database, oid, liveOid, displaced, swapMethod, List.of(), "", way);
    }

    public Shadow(String database, long oid, long liveOid, String displaced, String swapMethod, String detail) {
        this(database, oid, liveOid, displaced, swapMethod, List.of(), detail, SwapWay.RENAME);
    }

    public Shadow with(List<Finding> found) {
        return new Shadow(database, oid, liveOid, displaced, swapMethod, found, detail, way);
    }

    /** Whether what was live is a database of its own afterwards, under its displaced name. */
    public boolean displaces() {
        return way == SwapWay.GATE || way == SwapWay.RENAME;
    }

    /** What becomes of the data that is live now. */
    public String kept() {
        return switch (way) {
            case GATE, RENAME -> "the displaced database is kept as " + displaced;
            case SCHEMAS -> "the displaced schemas are kept in the database, each under its name and " + suffix();
            case INTO_NEW -> "the database that was live stays under its name, and is no longer used";
            case IN_PLACE -> "what was live is kept as the backup that the swap made, and nowhere else";
        };
    }

    /** What becomes of the restored data when it is swapped back. */
    public String keptAfterUndo() {
        return switch (way) {
            case GATE, RENAME, INTO_NEW -> "the restored database, live for a while, is kept as " + database;
            case SCHEMAS -> "the restored schemas, live for a while, are kept in the database beside the others";
            case IN_PLACE -> "the restored data, live for a while, is kept as the backup that the undo made";
        };
    }

    private String suffix() {
        int at = displaced.lastIndexOf("_displaced_");
        return at < 0 ? displaced : displaced.substring(at);
    }
}
