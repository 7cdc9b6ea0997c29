package dev.lastgood.workflows.model;

/**
 * The backup, restored beside the live database.
 *
 * @param database its name on the server now
 * @param oid what it is whatever its name: a retry looks at this
 * @param liveOid the live database that it was made to replace
 * @param displaced the name that the live database takes in the swap
 * @param swapMethod how the swap will be done, in words for the plan
 */
public record Shadow(String database, long oid, long liveOid, String displaced, String swapMethod) {}
