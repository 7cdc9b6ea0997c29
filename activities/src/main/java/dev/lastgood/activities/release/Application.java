package dev.lastgood.activities.release;

import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Health;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.activities.support.Waiting;
import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.activities.ReleaseActivities.Done;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stops and starts an application by whatever does it, and believes only its health URL. */
final class Application {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int LAST_LINES = 20;

    private final Health health;

    Application(Health health) {
        this.health = health;
    }

    /** What stops or starts it. */
    interface Act {
        void run() throws IOException, InterruptedException;
    }

    /** A sick application answers 503 too, and may still write: only a refused connection spares the command. */
    Done stop(String name, GitReleaseSettings how, Act act) throws IOException, InterruptedException {
        String url = how.health().url();
        if (health.at(url).state() == Health.State.REFUSED) {
            return new Done(name + " was not running: " + url + " refuses connections.");
        }
        act.run();
        Health.Look last = await(how, look -> look.state().down());
        if (!last.state().down()) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    name + " still runs " + Words.of(how.health().timeout()) + " after '"
                            + String.join(" ", how.stop()) + "': " + url + " " + last.words()
                            + ", where it should refuse or answer 503");
        }
        return new Done(name + " is stopped: " + url + " " + last.words() + ".");
    }

    Done start(String name, GitReleaseSettings how, ChildEnvironment environment, Act act)
            throws IOException, InterruptedException {
        String url = how.health().url();
        Health.Look before = health.at(url);
        if (before.state() == Health.State.UP) {
            return new Done(name + " runs already: " + url + " " + before.words() + ".");
        }
        act.run();
        Health.Look last = await(how, look -> look.state() == Health.State.UP);
        if (last.state() != Health.State.UP) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    name + " did not come up within " + Words.of(how.health().timeout()) + ": " + url + " "
                            + last.words() + String.join("", diagnosis(how, environment)));
        }
        return new Done(name + " runs: " + url + " " + last.words() + ".");
    }

    private Health.Look await(GitReleaseSettings how, Predicate<Health.Look> enough) throws InterruptedException {
        var last = new Health.Look[1];
        Waiting.until(
                () -> {
                    last[0] = health.at(how.health().url());
                    return enough.test(last[0]);
                },
                how.health().timeout(),
                EVERY);
        return last[0];
    }

    private static List<String> diagnosis(GitReleaseSettings how, ChildEnvironment environment) {
        var lines = new ArrayList<String>();
        List<String> missing = environment.missing(how.requiresEnv());
        if (!missing.isEmpty()) {
            lines.add("\nMissing environment variables: " + String.join(", ", missing));
        }
        String log = lastLines(how.log(), environment);
        if (log != null) {
            lines.add("\n" + log);
        }
        return lines;
    }

    private static @Nullable String lastLines(@Nullable String log, ChildEnvironment environment) {
        if (log == null) {
            return null;
        }
        try {
            String lines = String.join("\n", Tail.lines(Path.of(log), LAST_LINES, 16_384));
            return "Last lines of " + log + ":\n" + Redaction.clean(lines, environment.secrets());
        } catch (IOException e) {
            return log + " can't be read";
        }
    }
}
