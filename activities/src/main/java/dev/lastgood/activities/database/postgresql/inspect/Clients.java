package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.programs.ProgramException;
import dev.lastgood.workflows.model.Finding;
import java.util.List;

/** pg_restore and pg_dump, which archives and making dumps take; plain dumps do without. */
final class Clients implements Look {
    @Override
    public List<Finding> look(Ground ground) {
        try {
            ground.programs().requireClientFor(ground.major());
            return List.of();
        } catch (ProgramException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return List.of(
                    Look.toKnow(
                            "no client programs for PostgreSQL " + ground.major() + " beside this worker (" + first
                                    + ")",
                            "plain dumps can be restored without them; archives (pg_dump -F c, d, t) and an emergency dump can't"));
        }
    }
}
