package dev.lastgood.activities.check;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.model.Check;
import java.io.IOException;

/** The port, for checks of one type. */
public interface Verification extends Adapter {

    /** @throws IOException when it can't be asked: the check is unknown then */
    Finding ask(Check check) throws IOException, InterruptedException;
}
