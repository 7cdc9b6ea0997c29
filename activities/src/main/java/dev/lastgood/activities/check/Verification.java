package dev.lastgood.activities.check;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.io.IOException;

/** The port, for checks of one type. */
public interface Verification extends Adapter {

    /**
     * Asks once. Attempts and the deadline are not its business; it is interrupted when its time is up.
     *
     * @throws IOException when it can't be asked: the check is unknown then
     */
    Finding ask(Run run) throws IOException, InterruptedException;
}
