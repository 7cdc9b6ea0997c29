package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.load.Sequences;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Both databases keep their names; the catalog's command points the application to the other one. */
public final class RepointWay implements Way {
    private final Server server;
    private final String key;
    private final String live;
    private final PostgresSettings.Repoint repoint;

    RepointWay(Server server, String key, String live) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.repoint = Objects.requireNonNull(server.settings().repoint());
    }

    @Override
    public Swapped in(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            if (!scene.swapped()) {
                scene.requireNothingThatBlocks();
            }
            return point(scene, live, scene.restored().name(), Ledger.State.LIVE);
        }
    }

    @Override
    public Swapped back(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            boolean never = scene.ledger().state() != Ledger.State.LIVE
                    && scene.ledger().state() != Ledger.State.DISPLACED;
            if (never && shown().equals(live)) {
                return new Swapped(false, "the application uses " + live + "; nothing was changed");
            }
            return point(scene, scene.restored().name(), live, Ledger.State.DISPLACED);
        }
    }

    private Swapped point(Scene scene, String from, String to, Ledger.State after) throws Exception {
        String now = shown();
        if (now.equals(to) && scene.ledger().state() == after) {
            return Swapped.byAnEarlierTry("the application uses " + to + "; " + left(from, to));
        }
        if (!now.equals(to) && !now.equals(from)) {
            throw Scene.refused("the application uses the database '" + now + "', which is neither " + from + " nor "
                    + to + ": it was pointed there by someone else; nothing was changed");
        }
        raiseSequences(from, to);
        if (!now.equals(to)) {
            run(repoint.command(), to);
        }
        String then = shown();
        if (!then.equals(to)) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    "repoint.command succeeded, but by repoint.shows the application still uses '" + then + "', not "
                            + to);
        }
        // Once more: numbers may have been handed out until the application looked elsewhere.
        raiseSequences(from, to);
        scene.write(scene.ledger().with(after, scene.moves(SwapWay.INTO_NEW)));
        return new Swapped(true, "the application was pointed to " + to + "; " + left(from, to));
    }

    private String left(String from, String to) {
        return from + " is as it was, and no longer used"
                + (to.equals(live) ? "" : ". Write " + to + " as this database's name into the catalog");
    }

    private void raiseSequences(String from, String to) throws SQLException {
        try (Sql one = server.connect(from);
                Sql other = server.connect(to)) {
            Sequences.raise(one, other);
        }
    }

    private String shown() throws IOException, InterruptedException {
        return run(repoint.shows(), live).strip();
    }

    /** @return what it printed */
    private String run(List<String> argv, String database) throws IOException, InterruptedException {
        Path log = Files.createTempFile("lastgood-repoint-", ".log");
        try {
            List<String> arguments =
                    argv.stream().map(it -> it.replace("{database}", database)).toList();
            var command =
                    new Commands.Command(arguments, Path.of("/"), ChildEnvironment.standard(), repoint.timeLimit());
            server.before().accept(command.toString());
            int exit = Commands.run(command, log);
            if (exit != 0) {
                throw Failures.permanent(
                        FailureType.COMMAND_FAILED,
                        "'" + command + "' ended with exit code " + exit + "; its last lines:\n"
                                + server.redact(String.join("\n", Tail.lines(log, 10, 4096))));
            }
            return Files.readString(log, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
