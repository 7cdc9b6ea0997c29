package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.SwapWay;
import java.time.Duration;

/**
 * The ways, ready to be gone.
 *
 * @param limit how long what stands in the way is ended before it gives up and leaves all as it was
 */
public record WayFactory(Server server, String key, String live, Duration limit, PostgresPrograms programs) {

    public Way of(SwapWay way) {
        return switch (way) {
            case GATE, RENAME -> new Swapper(server, key, live, limit);
            case SCHEMAS -> schemas();
            case INTO_NEW -> new RepointWay(server, key, live);
            case IN_PLACE -> new InPlaceWay(server, key, live, limit, programs);
        };
    }

    public SchemasWay schemas() {
        return new SchemasWay(server, key, live, limit, new SchemaStage(server, key, live, programs));
    }
}
