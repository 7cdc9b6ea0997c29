package dev.lastgood.bench.webhook;

import org.jspecify.annotations.Nullable;

/** What was measured. Milliseconds, unless the name says otherwise. */
record Figures(Percentiles latency, Load storm, @Nullable Load hook, Load outage, int alarmsAtTheOutage, Fuzz fuzz) {

    /**
     * Deliveries at a rate.
     *
     * @param answers how long the sender waited
     * @param toKill from sending an incident's first delivery to its first kill switch call
     * @param incidents how many there were: one a service
     * @param kills how many kill switch calls there were: one an incident is right
     * @param rollbacks how many rollbacks were started; -1 where nobody knows of any
     * @param lostIncidents those without a kill switch call
     * @param lostEvents alerts that stand in no timeline; -1 where there is none
     * @param retries how often a delivery was refused or not answered, and sent again
     */
    record Load(
            int deliveries,
            Percentiles answers,
            Percentiles toKill,
            int incidents,
            int kills,
            int rollbacks,
            int lostIncidents,
            int lostEvents,
            int retries) {}

    /**
     * Mutated bodies.
     *
     * @param startedWrongly rollbacks that no answer named, and answers that named one which is not there
     * @param heapGrowthBytes of what a collection leaves
     */
    record Fuzz(
            int bodies,
            int taken,
            int refused,
            int serverErrors,
            int unanswered,
            int answersWithATrace,
            long tracesInTheLog,
            int startedWrongly,
            long heapBeforeBytes,
            long heapGrowthBytes) {}
}
