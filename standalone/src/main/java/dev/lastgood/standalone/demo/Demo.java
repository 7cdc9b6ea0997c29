package dev.lastgood.standalone.demo;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.standalone.Traces;
import dev.lastgood.standalone.demo.shop.Faults;
import dev.lastgood.standalone.demo.world.DemoFolder;
import dev.lastgood.standalone.demo.world.World;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lastgood demo}: a bad release, an alert, and the way back. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Serves a small shop, breaks it with a bad release, and takes it back, on real parts.",
        footer = {"", "Exit codes: 0 it ended as it should, 1 it did not, 2 wrong usage."})
public final class Demo implements Callable<Integer> {

    @Option(names = "--yes", description = "Answer by itself, as 'demo'.")
    boolean yes;

    @Option(
            names = "--fail-at",
            paramLabel = "STEP",
            completionCandidates = Steps.class,
            description = "Let a step fail, to see what is undone: ${COMPLETION-CANDIDATES}.")
    @Nullable
    String failAt;

    @Option(names = "--keep", description = "Leave all of it running at the end, until Ctrl-C.")
    boolean keep;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The one folder that it writes to (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of(".lastgood", "demo");

    @Spec
    @Nullable
    CommandSpec spec;

    private final Supplier<Platform> platforms;
    private final Screen screen = Screen.ofThisProcess();

    static final class Steps implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Faults.STEPS.iterator();
        }
    }

    public Demo(Supplier<Platform> platforms) {
        this.platforms = platforms;
    }

    @Override
    public Integer call() throws Exception {
        if (failAt != null && !Faults.STEPS.contains(failAt)) {
            throw wrong("--fail-at " + failAt + ": no such step; one of " + String.join(", ", Faults.STEPS));
        }
        try (Stop stop = Stop.onCtrlC();
                DemoFolder taken = takeFolder();
                Platform platform = platforms.get();
                World world = new World(taken.path(), new Post(taken.path(), screen), screen::line)) {
            try {
                return run(taken.path(), platform, world);
            } catch (Exception e) {
                return couldNot(e, stop, taken.path());
            } finally {
                stop.puttingAway();
            }
        }
    }

    private int couldNot(Exception failure, Stop stop, Path path) {
        if (stop.asked()) {
            screen.line("ending all of it");
            return 130;
        }
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        Path trace = Traces.keep(path.resolve("demo.log"), cause);
        screen.line("it could not go on: " + Traces.reason(cause));
        screen.below(List.of("the details are in " + trace));
        return 1;
    }

    private int run(Path path, Platform platform, World world) throws Exception {
        screen.scene("Lastgood's demo. Everything it makes is in " + path);
        CompletableFuture<Void> prepared =
                CompletableFuture.runAsync(() -> platform.prepare(path.resolve("platform"), screen::line));
        World.Built built = world.build(PostgresPrograms.findOrObtain(null, screen::line));
        if (!prepared.isDone()) {
            screen.line("waiting for Temporal and the history's database");
        }
        prepared.get();
        Platform.Running running = platform.start(
                built.catalog(),
                built.webhookToken().reference(),
                built.apiToken().reference());
        Story story = new Story(screen, built, running, failAt);
        int exit = story.tell(answers(), keep || !yes);
        if (keep) {
            screen.line("all of it goes on running; Ctrl-C ends it");
            story.command();
            new CountDownLatch(1).await();
        }
        return exit;
    }

    private Answers answers() {
        return yes
                ? new Answers.ByItself("approval".equals(failAt))
                : new TerminalAnswers(screen, new Keyboard(System.in), System.getProperty("user.name", "somebody"));
    }

    private DemoFolder takeFolder() {
        try {
            return DemoFolder.take(folder);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private RuntimeException wrong(String message) {
        return spec == null
                ? new IllegalArgumentException(message)
                : new ParameterException(spec.commandLine(), message);
    }
}
