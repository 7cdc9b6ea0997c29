package dev.lastgood.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options on where the command goes. */
final class Road {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:LASTGOOD_URL:-http://127.0.0.1:8080}",
            description =
                    "The starter's address (LASTGOOD_URL; default http://127.0.0.1:8080). Its token: LASTGOOD_TOKEN.")
    String url = "";

    @Option(names = "--direct", description = "Goes straight to Temporal, for when the starter is down.")
    boolean direct;

    @Option(
            names = "--temporal",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:TEMPORAL_ADDRESS:-127.0.0.1:7233}",
            description = "With --direct: Temporal's address (TEMPORAL_ADDRESS; default 127.0.0.1:7233).")
    String temporal = "";

    @Option(
            names = "--namespace",
            defaultValue = "${env:TEMPORAL_NAMESPACE:-default}",
            description = "With --direct: Temporal's namespace (TEMPORAL_NAMESPACE; default 'default').")
    String namespace = "";

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            defaultValue = "${env:LASTGOOD_CATALOG:-config/lastgood.yml}",
            description = "With --direct: the catalog's file (LASTGOOD_CATALOG; default config/lastgood.yml).")
    Path catalog = Path.of("config/lastgood.yml");

    Rollbacks open() {
        return direct ? new Direct(temporal, namespace, catalog) : starter();
    }

    Starter starter() {
        if (direct) {
            throw new CliProblem(Exit.USAGE, "this needs the starter; leave out --direct");
        }
        @Nullable String token = System.getenv("LASTGOOD_TOKEN");
        return new Starter(new Api(url, token == null || token.isBlank() ? null : token));
    }
}
