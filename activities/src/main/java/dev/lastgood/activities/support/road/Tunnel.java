package dev.lastgood.activities.support.road;

import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import java.util.List;
import java.util.Map;

/** What the catalog says of a server that no port of which is reached: only a program gets inside. */
public record Tunnel(
        @Describe(
                "a program with its arguments, run without a shell, whose input and output are a connection to the server, such as [docker, exec, -i, db, nc, 127.0.0.1, \"5432\"]; docs/restore.md has recipes")
        List<String> command,

        @Describe("its environment variables; env:NAME and file:/path are references to secrets") @Default("{}")
        Map<String, String> env) {

    public Tunnel {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command must name a program");
        }
        command = List.copyOf(command);
        env = env == null ? Map.of() : Map.copyOf(env);
    }
}
