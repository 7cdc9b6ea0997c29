package dev.lastgood.activities.evidence;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.model.Target;

/** The port, for sources of one type. */
public interface EvidenceSource extends Adapter {

    /** How the artifact's name ends: {@code txt}. */
    String extension();

    /** What there is to see now, as text. Any exception but an interrupt becomes the artifact's text. */
    String read(Target source) throws Exception;
}
