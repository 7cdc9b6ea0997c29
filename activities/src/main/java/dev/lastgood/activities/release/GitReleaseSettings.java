package dev.lastgood.activities.release;

import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service whose releases are tags of a git repository on this machine. */
public record GitReleaseSettings(
        @Describe("Folder of the repository that the service is built and run from")
        String repository,

        @Describe("Program and arguments that install dependencies, run after the checkout") @Default("[]")
        List<String> install,

        @Describe("Program and arguments that build, run after install") @Default("[]")
        List<String> build,

        @Describe("Program and arguments that deploy, run after build; it must not start the service") @Default("[]")
        List<String> deploy,

        @Describe("Program and arguments that stop the service")
        List<String> stop,

        @Describe("Program and arguments that start the service; it must return")
        List<String> start,

        @Describe("Environment variables of these programs; env:NAME and file:/path are references to secrets")
        @Default("{}")
        Map<String, String> env,

        @Describe("Variables that the service needs; the missing ones are named when it does not start") @Default("[]")
        List<String> requiresEnv,

        @Describe("How it shows that it runs") HealthUrl health,

        @Describe("The service's log; its last lines are shown when it does not start") @Nullable
        String log,

        @Describe("How long one of these programs may take") @Default("15m")
        Duration timeLimit) {

    /** Where the application shows that it runs. */
    public record HealthUrl(
            @Describe("Answers 2xx while it runs, and refuses or answers 503 while it does not")
            String url,

            @Describe("How long stopping and starting may take") @Default("60s")
            Duration timeout) {}

    /** The order of a deployment. */
    List<List<String>> deployment() {
        return List.of(install, build, deploy).stream()
                .filter(argv -> !argv.isEmpty())
                .toList();
    }
}
