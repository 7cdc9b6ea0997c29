package dev.lastgood.workflows.model;

/** Where the database comes from that takes the live one's place. All but a backup stand on the server already, whole. */
public enum ShadowSource {
    /** A dump, which has to be restored first. */
    BACKUP,
    /** A dump that was restored on a schedule, before anybody needed it. */
    WARM,
    /** A copy of the live database, made on the server before a deploy. */
    RESTORE_POINT,
    /** What an earlier rollback displaced: putting it back undoes that rollback. */
    DISPLACED
}
