package dev.lastgood.activities.diagnosis;

import dev.lastgood.workflows.activities.DiagnosisActivities.Query;

/** One thing that is looked at. */
interface Look {

    /** As people call it, for when it can't be looked at. */
    String what();

    /** What there is to say; nothing where the catalog names nothing of the kind. It is interrupted when its time is up. */
    Seen at(Query query) throws Exception;
}
