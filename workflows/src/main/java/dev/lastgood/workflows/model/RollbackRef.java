package dev.lastgood.workflows.model;

/**
 * Names one rollback to the activities. What they make outside carries {@code key}, which outlives a reset and a retry
 * (it comes from the first run of the workflow), so that a second try finds the first one's work.
 *
 * @param key 8 lower-case hexadecimal digits
 */
public record RollbackRef(ServiceRef service, String key) {

    /** The name under which people, artifacts and the history know it, such as {@code production-shop-1a2b3c4d}. */
    public String id() {
        return service.environment() + "-" + service.service() + "-" + key;
    }

    /**
     * The last eight digits of the workflow's first run id. Not the first: where the server makes ids that begin with the time,
     * those are the same for all that begins within a minute.
     */
    public static String keyOf(String runId) {
        return runId.substring(runId.length() - 8);
    }
}
